import { expect, it } from 'vitest'
import { describeSettings } from './describe-settings.ts'
import { loadSettings } from './load-settings.ts'
import { SettingsError } from './settings-error.ts'

const mail = {
  COPYDESK_SMTP_URL: 'smtp://desk:p%40ss%2Fword@mail.example',
  COPYDESK_MAIL_FROM: 'Copydesk <Desk@Example.com>',
  COPYDESK_PUBLIC_URL: 'https://desk.example',
}
const load = (env: Record<string, string>) => loadSettings({ env, cwd: '/nowhere' })

function faultsOf(env: Record<string, string>) {
  try {
    load(env)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.faults
    throw error
  }
}

it('reads a mail server and from whom mail is', () => {
  const settings = load(mail)
  expect(settings.smtpServer).toEqual({
    host: 'mail.example',
    port: 587,
    isTls: false,
    needsTls: true,
    login: { user: 'desk', pass: 'p@ss/word' },
  })
  expect(settings.mailFrom).toEqual({ name: 'Copydesk', address: 'desk@example.com' })
  const serverOf = (COPYDESK_SMTP_URL: string) => load({ ...mail, COPYDESK_SMTP_URL }).smtpServer
  expect(serverOf('smtps://mail.example')).toMatchObject({ port: 465, isTls: true, needsTls: false })
  expect(serverOf('smtp://127.0.0.1:1025')).toMatchObject({ port: 1025, needsTls: false, login: undefined })
  expect(serverOf('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25 })
  expect(load({ ...mail, COPYDESK_MAIL_FROM: 'desk@example.com' }).mailFrom?.name).toBe('')
})

it.each([
  'http://mail.example',
  'mail.example:587',
  'smtp://',
  'smtp://user@mail.example',
  'smtp://user:p%zz@mail.example',
  'smtp://mail.example/path',
  'smtp://mail.example?pool=true',
  'smtp://mail.example:99999',
])('refuses the mail server %s without repeating it', (url) => {
  const faults = faultsOf({ ...mail, COPYDESK_SMTP_URL: url })
  expect(faults[0]?.fix).toContain('must be an address such as smtp://')
  expect(JSON.stringify(faults[0]?.what)).not.toContain(url)
})

it.each([
  'Copydesk',
  'a@b',
  'Copydesk <desk@example.com',
  'a@example.com, b@example.com',
  'x\r\nBcc: <a@b.example>',
])('refuses mail from %j', (from) => {
  expect(faultsOf({ ...mail, COPYDESK_MAIL_FROM: from })[0]?.what).toContain('COPYDESK_MAIL_FROM')
})

it('needs all that mail needs, and shows no password', () => {
  for (const name of ['COPYDESK_SMTP_URL', 'COPYDESK_MAIL_FROM', 'COPYDESK_PUBLIC_URL'] as const) {
    const { [name]: _, ...others } = mail
    expect(faultsOf(others).length, name).toBe(1)
  }
  const text = describeSettings(load(mail))
  expect(text).toMatch(/^COPYDESK_SMTP_URL +\(set, not shown\) +environment$/m)
  expect(text).toMatch(/^COPYDESK_MAIL_FROM +desk@example.com +environment$/m)
  expect(text).not.toContain('p@ss')
})
