import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { expect, it, onTestFinished } from 'vitest'
import { importCommand } from './import.ts'
import { runCli } from './run-cli.ts'

function start() {
  const cwd = realpathSync(mkdtempSync(join(tmpdir(), 'copydesk-import-')))
  onTestFinished(() => rmSync(cwd, { recursive: true }))
  mkdirSync(join(cwd, 'docs'))
  const put = (path: string, text: string) => writeFileSync(join(cwd, 'docs', path), text)
  /** Exit code, what was printed and what was complained about. */
  const copydesk = async (...argv: string[]) => {
    const printed: string[] = []
    const complaints: string[] = []
    const code = await runCli({
      argv: ['import', ...argv],
      commands: [importCommand],
      version: '1.2.3',
      io: {
        env: { COPYDESK_DATA_DIR: join(cwd, 'data') },
        cwd,
        print: (line) => printed.push(line),
        complain: (line) => complaints.push(line),
        askPassword: async () => '',
        logStream: new PassThrough(),
        onStop: () => {},
      },
    })
    return { code, printed, complaints }
  }
  return { cwd, put, copydesk }
}

it('tells what it found, did and left out', async () => {
  const { cwd, put, copydesk } = start()
  put('a.md', '# A\n\n[B](b.md) ![no](no.png)')
  put('b.md', '# B')
  put('a.sv.md', '# A på svenska')
  put('b.sv.md', '# B på svenska')
  put('hr.ts.md', '# Code')
  put('c.mdx', '# C')
  put('d.mdx', '# D')
  put('\u001b[31m.png', '')
  put('bad.md', '---\ntitle: Jobs: now\n---\n')
  expect(await copydesk('docs')).toEqual({
    code: 3,
    printed: [
      `Imported ${cwd}/docs as "docs".`,
      '5 added, 0 changed, 0 unchanged, 1 skipped.',
      'Languages: 3 en, 2 sv.',
      'Not taken for languages: ts (hr.ts.md). Those that are: --languages.',
      'Links and pictures by path: 1 lead to pages, 1 were left as they are.',
      'Left out: 2 .mdx, 1 .png. --mdx takes the .mdx files.',
    ],
    complaints: ['Skipped bad.md: its front matter is not valid YAML, in its line 1: title: Jobs: now.'],
  })
})

it('only tells in a dry run, and leaves no database behind', async () => {
  const { cwd, put, copydesk } = start()
  put('a.md', '# A')
  const { code, printed } = await copydesk('docs', '--dry-run')
  expect([code, ...printed.slice(0, 2)]).toEqual([
    0,
    `Would import ${cwd}/docs as "docs".`,
    '1 added, 0 changed, 0 unchanged, 0 skipped.',
  ])
  expect(existsSync(join(cwd, 'data'))).toBe(false)
  await copydesk('docs')
  put('a.md', '# A\n\nMore')
  expect((await copydesk('docs', '--dry-run')).printed[1]).toBe('0 added, 1 changed, 0 unchanged, 0 skipped.')
  expect((await copydesk('docs')).printed[1]).toBe('0 added, 1 changed, 0 unchanged, 0 skipped.')
})

it.each([
  ['an empty folder', ['']],
  ['blanks for a folder', ['  ']],
  ['no folder', []],
  ['a folder that is not there', ['nowhere']],
  ['a file', ['docs/a.md']],
  ['an empty name', ['docs', '--name', '']],
  ['a name that a terminal obeys', ['docs', '--name', '\u001b[2J']],
  ['a language that is none', ['docs', '--language', 'Swedish']],
  ['languages that are none', ['docs', '--languages', 'sv,']],
  ['an option that is none', ['docs', '--dryrun']],
  ['two folders', ['docs', 'docs']],
])('refuses %s in a sentence, and imports nothing', async (_name, argv) => {
  const { put, copydesk } = start()
  put('a.md', '# A')
  const { code, printed, complaints } = await copydesk(...argv)
  expect(code).toBeGreaterThan(0)
  expect(printed).toEqual([])
  expect(complaints.join('\n')).not.toMatch(/\n\s+at /)
  expect(complaints).not.toEqual([])
})

it('takes what follows two hyphens for a folder, and odd names for names', async () => {
  const { cwd, copydesk } = start()
  mkdirSync(join(cwd, '--mdx'))
  writeFileSync(join(cwd, '--mdx', '--name.md'), '# Odd')
  const { code, printed } = await copydesk('--name', 'Ärenden & "frågor": 100 % 🚀', '--', '--mdx')
  expect([code, printed[0]]).toEqual([0, `Imported ${cwd}/--mdx as "Ärenden & "frågor": 100 % 🚀".`])
})

it('says so when there is nothing to import', async () => {
  const { cwd, put, copydesk } = start()
  put('a.mdx', '# A')
  expect(await copydesk('docs')).toEqual({
    code: 0,
    printed: [
      `Imported ${cwd}/docs as "docs".`,
      '0 added, 0 changed, 0 unchanged, 0 skipped.',
      'There is no Markdown file to import.',
      'Left out: 1 .mdx. --mdx takes the .mdx files.',
    ],
    complaints: [],
  })
})
