/** The clock on the wall is asked for instants alone: what measures rates, ages and time-outs must not follow it. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const folder = new URL('../src/', import.meta.url)
const filesWith = (words: RegExp, pattern: string): string[] =>
  globSync(pattern, { cwd: folder })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) => {
      const code = readFileSync(new URL(file, folder), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      return words.test(code)
    })
    .toSorted()

describe('the time on the wall', () => {
  it('enters in one place', () => {
    expect(filesWith(/Date\.now|new Date\(\)/, '**/*.ts')).toEqual([
      'cli/backup.ts',
      'cli/open-services.ts',
      'storage/journal.ts',
    ])
  })

  it('is never asked of the database, whose clock is another one', () => {
    const inSql = /sql(?:<[^`]*>)?(?:\.raw\()?`[^`]*\bnow\(\)/
    const functions =
      /\b(?:current_(?:time|date|timestamp)|local(?:time|timestamp)|(?:clock|statement|transaction)_timestamp|timeofday|unixepoch|julianday|strftime|datetime)\b/i
    expect(filesWith(new RegExp(`${inSql.source}|${functions.source}`, 'i'), '**/*.ts')).toEqual([])
    expect([inSql.test('sql<{ a: 1 }>`select now()`'), functions.test('default current_timestamp')]).toEqual([
      true,
      true,
    ])
  })

  it('is asked of HTTP and live updates only where an instant is kept or compared', () => {
    expect(
      filesWith(
        /(?<!performance\.)\bnow\(\)|\bnow\b *[,:}]/,
        '{http,realtime,live-switch,developer-channels,diagnosis}/**/*.ts',
      ),
    ).toEqual([
      'developer-channels/developer-channels.ts', // the expiry of tokens, the age of publications
      'developer-channels/publication-keys.ts', // the age of rows
      'developer-channels/storage-writer.ts', // when something was published
      'diagnosis/handshake-log.ts', // when a handshake came
      'live-switch/commands.ts', // when a person switched live updates
      'live-switch/live-choices.ts', // when a person switched live updates
      'realtime/authorize.ts', // the expiry of keys
    ])
  })
})
