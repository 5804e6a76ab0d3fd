/** What the documents say of settings, errors and commands is what the code says. */
import { readFileSync } from 'node:fs'
import { errors } from '@copydesk/contract'
import { describe, expect, it } from 'vitest'
import { definitions, type SettingDefinition } from '../src/settings/registry.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')

/** The rows of the table whose first column has entries in code marks that begin with `start`. */
function rowsOf(text: string, start: string): string[] {
  return text.split('\n').filter((line) => line.startsWith(`| \`${start}`))
}

describe('README.md', () => {
  it('lists every setting with its default and meaning', () => {
    const expected = Object.values<SettingDefinition>(definitions).map(
      ({ name, default: value, meaning }) => `| \`${name}\` | ${value ? `\`${value}\`` : '–'} | ${meaning} |`,
    )
    expect(rowsOf(read('README.md'), 'COPYDESK_')).toEqual(expected)
  })
})

describe('docs/errors.md', () => {
  it('lists every error of the API', () => {
    const expected = Object.entries(errors).map(
      ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`,
    )
    expect(rowsOf(read('docs/errors.md'), '')).toEqual(expected)
  })
})
