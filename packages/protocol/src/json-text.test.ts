import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compactJson, jsonElements, jsonTextAt, parseExactly } from './index.ts'

/** JSON as people write it: with white space anywhere, names twice, escapes, and numbers in every form. */
const space = fc.constantFrom('', ' ', '\n', '\r\n\t', '   ')
const numbers = ['0', '-0', '1.0', '1E5', '1e400', '-1.50e-7', '12345678901234567890', '0.1']
const strings = ['""', '"a"', '"\\""', '"\\\\"', '"{[,:]}"', '"\\ud800"', '"\\u0061"', '" \\n "', '"ü漢😀"']
const names = ['"a"', '"data"', '"d\\u0061ta"', '"__proto__"', '"constructor"', '""', '"}"']

const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...numbers, ...strings, 'true', 'false', 'null'),
    fc
      .tuple(space, fc.array(fc.tuple(tie('value'), space), { maxLength: 4 }))
      .map(([before, items]) => `[${before}${items.map((item) => item.join('')).join(`,${before}`)}]`),
    fc
      .tuple(space, fc.array(fc.tuple(fc.constantFrom(...names), space, tie('value')), { maxLength: 4 }))
      .map(
        ([gap, members]) =>
          `{${gap}${members.map(([name, s, text]) => `${name}${s}:${gap}${text}${s}`).join(`,${gap}`)}}`,
      ),
  ),
}))

describe('JSON text', () => {
  it('gives each member and element as it was written', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 5 }), space, (texts, gap) => {
        const list = `${gap}[${gap}${texts.map((text) => text + gap).join(`,${gap}`)}]${gap}`
        expect(jsonElements(list)).toEqual(texts)
        const members = texts.map((text, index) => `"m${index}"${gap}:${gap}${text}`)
        const object = `${gap}{${gap}${members.join(`${gap},${gap}`)}${gap}}`
        for (const [index, text] of texts.entries()) expect(jsonTextAt(object, `m${index}`)).toBe(text)
        expect(jsonTextAt(object, 'm9')).toBeUndefined()
      }),
      { numRuns: 500 },
    )
  })

  it('removes white space between tokens and nothing else', () => {
    fc.assert(
      fc.property(value, (text) => {
        const compact = compactJson(text)
        expect(JSON.parse(compact)).toEqual(JSON.parse(text))
        const tokens = (from: string) => from.match(/"(?:[^"\\]|\\.)*"|[^\s"]/g) ?? []
        expect(tokens(compact)).toEqual(tokens(text))
        expect(compact.replaceAll(/"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/\s/)
      }),
      { numRuns: 500 },
    )
  })

  it('takes the member that JSON.parse takes', () => {
    const text = '{"data":1,"a":{"data":2},"d\\u0061ta":1.0 ,"__proto__":-0,"data2":3}'
    expect(jsonTextAt(text, 'data')).toBe('1.0')
    expect(jsonTextAt(text, '__proto__')).toBe('-0')
    expect(jsonTextAt(text, 'a', 'data')).toBe('2')
    expect(jsonTextAt(text, 'constructor')).toBeUndefined()
    for (const other of ['[{"data":1}]', '"data"', '1', 'null'])
      expect(jsonTextAt(other, 'data')).toBeUndefined()
    expect(jsonElements('{"a":[1]}')).toEqual([])
  })

  it('reads however deep and long it is', () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    expect(jsonTextAt(`{"data": ${deep} }`, 'data')).toBe(deep)
    expect(compactJson(` ${deep} `)).toBe(deep)
    const long = JSON.stringify({ data: 'x\\"'.repeat(300_000), end: 1 })
    expect(jsonTextAt(long, 'end')).toBe('1')
  })
})

describe('parseExactly', () => {
  it('gives numbers back as they were written, and the same values else', () => {
    for (const number of numbers)
      expect(JSON.stringify(parseExactly(`[{"a":${number}}]`))).toBe(`[{"a":${number}}]`)
    fc.assert(
      fc.property(value, (text) => {
        const again = JSON.stringify(parseExactly(text))
        expect(JSON.parse(again)).toEqual(JSON.parse(text))
        expect(JSON.stringify(parseExactly(again))).toBe(again)
      }),
    )
  })

  it('gives plain numbers where JavaScript writes them the same', () => {
    expect(parseExactly('{"a":[1,-2.5,1e+21]}')).toEqual({ a: [1, -2.5, 1e21] })
  })
})
