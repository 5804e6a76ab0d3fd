/** A letter in both of its forms: nothing that people typed becomes markup, a header or another line of one. */
import PostalMime from 'postal-mime'
import { expect, it } from 'vitest'
import type { Letter } from './letter.ts'
import { htmlOf } from './letter-html.ts'
import { textOf } from './letter-text.ts'
import { messageOf } from './message.ts'
import { shortened } from './shortened.ts'

/** A letter that has these words wherever people's words stand. */
function letterOf(words: string): Letter {
  const line = words.replaceAll('\n', ' ')
  return {
    subject: line,
    preview: line,
    sections: [
      {
        heading: line,
        place: line,
        context: { who: line, words },
        entries: [{ who: line, deed: line, at: line, words }],
        href: undefined,
        more: line,
      },
    ],
    button: { label: line, href: 'https://desk.example/projects/1?item=2&comment=3' },
    because: line,
    ways: [{ label: line, href: 'https://desk.example/profile' }],
  }
}

/** Vectors as OWASP's cheat sheet and mail programs know them. */
const payloads = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg/onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</style><style>*{display:none}</style>',
  '</title></head><body onload=alert(1)>',
  '<!--><script>alert(1)//-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<!--[if mso]><a href="javascript:alert(1)"><![endif]-->',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '<a href="javascript&colon;alert(1)">x</a>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<form action="https://evil.example"><input name=p></form>',
  '\u2028<script>\u2029',
  '<\u0000script>',
  '{{constructor.constructor("alert(1)")()}} <%= 1 %>',
]

const tagsOf = (document: string) => [...document.matchAll(/<[^>]*>/g)].map(([tag]) => tag)

it.each(payloads)('is the same markup whatever is written: %j', (payload) => {
  expect(tagsOf(htmlOf(letterOf(payload)))).toEqual(tagsOf(htmlOf(letterOf('harmless'))))
})

it('carries every word through both forms as it was written', async () => {
  const words = [
    '5 < 6 & "7" > \'8\'',
    'Ünïcode, 日本語, 🦊',
    '. a dot',
    '> quoted',
    '-- ',
    'From here',
  ].join('\n')
  const { source } = await messageOf(letterOf(words), envelope)
  const { text = '', html = '' } = await PostalMime.parse(source)
  for (const line of words.split('\n')) {
    expect(text).toContain(line.trimEnd())
    expect(html).toContain(
      line
        .trimEnd()
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&apos;'),
    )
  }
})

const envelope = {
  id: '1',
  from: { name: 'Copydesk', address: 'desk@desk.example' },
  to: { name: 'Anna', address: 'anna@test.example' },
  messageId: '1@desk.example',
  threadId: 'thread.1.2@desk.example',
  unsubscribe: 'https://desk.example/unsubscribe?token=x',
  at: Date.UTC(2026, 2, 2, 9),
}

it('has no break of a line but those of mail, of which some servers take no other', async () => {
  const words = ['.', '..', '.\r\n.\r', '\n.\nMAIL FROM:<other@evil.example>', 'é'.repeat(2000)].join('\n')
  const { source } = await messageOf({ ...letterOf(words), subject: words }, envelope)
  expect(source.toString('latin1').replaceAll('\r\n', '')).not.toMatch(/[\r\n\x80-\xff]/)
})

it('has one value of each header, however names and titles are written', async () => {
  const evil = 'Anna\r\nBcc: all@evil.example\r\n\r\n<b>body</b>'
  const { source } = await messageOf(
    { ...letterOf('harmless'), subject: `${evil} ${'long '.repeat(60)}` },
    { ...envelope, to: { name: `${evil}", <other@evil.example>, "x`, address: 'anna@test.example' } },
  )
  const { headers, to, subject, bcc, date, messageId, inReplyTo, references } = await PostalMime.parse(source)
  const names = headers.map(({ key }) => key)
  expect(new Set(names).size).toBe(names.length)
  expect(bcc).toBeUndefined()
  expect(to?.map(({ address }) => address)).toEqual(['anna@test.example'])
  expect(subject).toContain('Bcc: all@evil.example')
  expect([date, messageId]).toEqual(['2026-03-02T09:00:00.000Z', '<1@desk.example>'])
  expect([inReplyTo, references]).toEqual(['<thread.1.2@desk.example>', '<thread.1.2@desk.example>'])
  for (const line of source.toString().split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(998)
})

it.each([
  '=?utf-8?Q?Your_password_has_expired=0D=0A?= Anna',
  '=?utf-8?B?4oCu?=',
  '\u05e9\u05dc\u05d5\u05dd (Spring): “\u0645\u0631\u062d\u0628\u0627” '.repeat(9).trim(),
  '👨‍👩‍👧‍👦🇸🇪'.repeat(40),
  'x'.repeat(400),
])('has subject and name as they were written: %j', async (words) => {
  const { source } = await messageOf(
    { ...letterOf('harmless'), subject: words },
    { ...envelope, to: { name: words, address: 'anna@test.example' } },
  )
  const { subject, to } = await PostalMime.parse(source)
  const read = [subject, to?.[0]?.name].map((text) => text?.replaceAll('\u2060', ''))
  expect(read).toEqual([words, words])
  for (const line of source.toString().split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
})

it('is cut where a character ends', () => {
  const family = '👨‍👩‍👧‍👦'
  expect(shortened(family.repeat(4), 4)).toBe(family.repeat(4))
  expect(shortened(`${family.repeat(4)}!`, 4)).toBe(`${family.repeat(3)}…`)
  expect(shortened('🇸🇪 🇸🇪 🇸🇪', 3)).toBe('🇸🇪…')
})

it('says in plain text what it says in HTML, and quotes what is answered', () => {
  const text = textOf({
    ...letterOf('x'),
    sections: [
      {
        heading: 'Home page',
        place: 'Spring',
        context: { who: 'Anna', words: 'Shall we?\n\nI think so.' },
        entries: [{ who: 'Ben', deed: 'replied to you in Home page', at: '2 Mar', words: 'Yes.' }],
        href: undefined,
        more: '',
      },
    ],
    button: { label: 'Open the thread', href: 'https://desk.example/x' },
    because: 'You are in this thread',
    ways: [],
  })
  expect(text).toBe(`Home page
Spring

Anna wrote:
> Shall we?
>
> I think so.

Ben replied to you in Home page (2 Mar)

Yes.

Open the thread: https://desk.example/x

-- 
You are in this thread
`)
})
