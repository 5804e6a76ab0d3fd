import { describe, expect, it } from 'vitest'
import { parseEmail, sameEmail } from './email-address.ts'

describe('parseEmail', () => {
  it.each([
    ['Ada@Example.COM', 'ada@example.com'],
    [' ada@example.com ', 'ada@example.com'],
    ['jörg@müller.example', 'jörg@xn--mller-kva.example'],
    ['jo\u0308rg@mu\u0308ller.example', 'jörg@xn--mller-kva.example'],
    ['jörg@xn--mller-kva.example', 'jörg@xn--mller-kva.example'],
    ['用户@例子.中国', '用户@xn--fsqu00a.xn--fiqs8s'],
    ['अजय@डाटा.भारत', 'अजय@xn--c2bd1gb.xn--h2brj9c'],
    ["o'brien+list=a_b@mail.example.org", "o'brien+list=a_b@mail.example.org"],
  ])('%s is %s', (typed, address) => {
    expect(parseEmail(typed)).toBe(address)
    expect(parseEmail(address)).toBe(address)
  })

  it.each([
    '',
    '@example.com',
    'ada',
    'ada@',
    'ada@localhost',
    'a da@example.com',
    'ada..b@example.com',
    '.ada@example.com',
    'ada.@example.com',
    'ada@exa mple.com',
    'ada@-example.com',
    'ada@example..com',
    'ada@127.0.0.1',
    'ada@[127.0.0.1]',
    'ada@example.com/path',
    'ada@example.com:80',
    'ada@ex%61mple.com',
    'ada@b@example.com',
    'ada\0@example.com',
    'ada\u200b@example.com',
    `${'a'.repeat(65)}@example.com`,
    `${'ö'.repeat(33)}@example.com`,
    `ada@${'a.'.repeat(130)}com`,
  ])('%j is none', (typed) => {
    expect(parseEmail(typed)).toBeNull()
  })
})

describe('sameEmail', () => {
  it('finds the stored address of another spelling, and leaves what is no address to be nobody’s', () => {
    expect(sameEmail('JÖRG@MÜLLER.example')).toBe('jörg@xn--mller-kva.example')
    expect(sameEmail('Nobody')).toBe('nobody')
  })
})
