import { describe, expect, it } from 'vitest'
import { buildAnswer, buildEvidence } from '../../test/build-evidence.ts'
import { diagnose } from '../verdict/compare.ts'
import { jsonReport } from './json-report.ts'
import { redact } from './redact.ts'
import { textReport } from './text-report.ts'
import { ticketText } from './ticket-text.ts'

describe('redact', () => {
  it.each([
    ['Bearer abcdef0123456789', 'Bearer (secret)'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl', '(token)'],
    ['see https://desk.example/in?code=abc and more', 'see https://desk.example/in?(query) and more'],
    ['https://ann:hunter2@desk.example/', 'https://(secret)@desk.example/'],
    ['session=0123456789abcdef; path=/', 'session=(secret); path=/'],
    ['"api_key": "0123456789"', '"api_key": "(secret)"'],
  ])('%s', (text, clean) => {
    expect(redact(text)).toBe(clean)
  })

  it('leaves what people need', () => {
    const text =
      'Set COPYDESK_TRUST_PROXY=10.0.0.1; http://127.0.0.1:4600/connection/websocket answered 426 (nginx/1.26)'
    expect(redact(text)).toBe(text)
  })
})

describe('every form of a report', () => {
  it('is free of secrets that others put into their answers', () => {
    const json = { error: 'no', token: 'secret-in-an-answer' }
    const answer = buildAnswer({
      status: 403,
      json,
      bodyStart: 'session=secret-in-an-answer',
      title: 'token: secret-in-an-answer',
      isHtml: true,
    })
    const diagnosis = diagnose(buildEvidence({ webSocket: { outcome: 'refused', answer } }))
    for (const report of [textReport, ticketText, jsonReport]) {
      expect(report(diagnosis)).not.toContain('secret-in-an-answer')
    }
  })
})
