import { describe, expect, it } from 'vitest'
import { apiKeys } from './api-keys.ts'

const secret = 'a-secret-of-enough-length'

describe('COPYDESK_API_KEYS', () => {
  it('names keys, what each may do, and where', () => {
    expect(
      apiKeys.parse(`shop:publish+history@news+chat:${secret}, ops:manage:with:colons+and@more`),
    ).toEqual([
      { name: 'shop', secret, scopes: ['publish', 'history'], namespaces: ['news', 'chat'] },
      { name: 'ops', secret: 'with:colons+and@more', scopes: ['manage'], namespaces: undefined },
    ])
  })

  it('has a line for each in a file', () => {
    expect(apiKeys.parse(`a:info:${secret}\n\nb:info:${secret}2\n`).map(({ name }) => name)).toEqual([
      'a',
      'b',
    ])
    expect(apiKeys.parse('')).toEqual([])
  })

  it.each([
    ['nonsense', 'entry 1 is not name:scopes:secret'],
    [`a key:publish:${secret}`, 'entry 1 has a name with other characters'],
    [
      `a:everything:${secret}`,
      'entry 1 (a) has a scope that is none of publish, presence, history, info, manage',
    ],
    ['a:publish:short', 'entry 1 (a) has a secret of less than 16 characters'],
    [`a:publish:${secret},a:info:${secret}`, 'entry 2 has the name of another'],
    [`a:publish:short,b:x:${secret}`, 'entry 2 (b)'],
  ])('refuses %s', (text, fault) => {
    const message = apiKeys.safeParse(text).error?.issues[0]?.message
    expect(message).toContain(fault)
    expect(message).not.toContain(secret)
    expect(message).not.toContain('short')
  })
})
