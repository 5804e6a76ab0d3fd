/**
 * Imports beside people's edits, in two folders, two languages and several names, files skipped, renamed and removed:
 * every text that a person saved is still in some version, and a folder that did not change changes nothing.
 */
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { isEditable } from '@copydesk/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { changeVersion, createVersion } from '../src/content/commands.ts'
import { importFolder } from '../src/import/import-folder.ts'
import { ImportRefusedError } from '../src/import/import-refused-error.ts'
import { carryOut } from './carry-out-step.ts'
import type { Step } from './project-steps.ts'
import { openPropertyDesk, type PropertyDesk } from './property-desk.ts'

const folders = ['one/docs', 'two/docs', 'sv'] as const
const files = ['index.md', 'jobs.md', 'jobs.sv.md', 'sv/index.md', 'sv/jobs.md', 'deep/page.md'] as const
const texts = [
  '# Jobs\n\nFirst',
  '# Jobs\n\nSecond',
  '---\ntags: [a]\n---\n# Jobs\n\nFirst',
  '[on](jobs.md)',
] as const
const broken = '---\ntitle: Jobs: now\n---\n'

const folder = fc.constantFrom(...folders)
const file = fc.constantFrom(...files)
const pick = fc.nat(50)
const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('write' as const),
      folder,
      file,
      text: fc.constantFrom(...texts),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('break' as const), folder, file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), folder, file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename' as const), folder, file, to: file }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('import' as const),
      folder,
      name: fc.constantFrom(undefined, 'docs', 'site'),
      language: fc.constantFrom('en', 'sv'),
      languages: fc.constantFrom(undefined, ['sv']),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('edit' as const), pick, title: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('draft' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('project' as const),
      action: fc.constantFrom<Step['action'][]>(
        'createProject',
        'addItems',
        'makeReady',
        'publishReady',
        'removeItems',
      ),
      picks: fc.array(pick, { minLength: 2, maxLength: 4 }),
    }),
  },
)
type Act = typeof act extends fc.Arbitrary<infer T> ? T : never

it('never lose what a person saved, and change nothing for a folder that did not change', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 8, maxLength: 40, size: 'max' }), async (acts) => {
      const desk = await openPropertyDesk()
      const root = mkdtempSync(join(tmpdir(), 'copydesk-imports-'))
      try {
        const saved: string[] = []
        for (const [index, one] of acts.entries()) {
          await carryOutAct(desk, root, one, index, saved)
          const there = await allTexts(desk)
          for (const text of saved) expect(there).toContain(text)
        }
      } finally {
        await desk.close()
        rmSync(root, { recursive: true })
      }
    }),
    { numRuns: 25 },
  )
})

async function carryOutAct(desk: PropertyDesk, root: string, one: Act, index: number, saved: string[]) {
  const pathOf = (below: string) =>
    one.kind in { write: 1, break: 1, remove: 1, rename: 1 }
      ? join(root, (one as { folder: string }).folder, below)
      : ''
  switch (one.kind) {
    case 'write':
    case 'break':
      mkdirSync(dirname(pathOf(one.file)), { recursive: true })
      writeFileSync(pathOf(one.file), one.kind === 'write' ? one.text : broken)
      return
    case 'remove':
      rmSync(pathOf(one.file), { force: true })
      return
    case 'rename':
      mkdirSync(dirname(pathOf(one.to)), { recursive: true })
      try {
        renameSync(pathOf(one.file), pathOf(one.to))
      } catch {}
      return
    case 'import':
      return importTwice(desk, join(root, one.folder), one)
    case 'edit':
    case 'draft':
      return edit(desk, one, index, saved)
    case 'project':
      await carryOut(desk, { action: one.action, person: 0, picks: one.picks, value: 0 })
  }
}

async function importTwice(desk: PropertyDesk, folder: string, options: Extract<Act, { kind: 'import' }>) {
  mkdirSync(folder, { recursive: true })
  const { name, language, languages } = options
  try {
    const first = await importFolder(desk, { folder, name, language, languages })
    const after = await allVersions(desk)
    const second = await importFolder(desk, { folder, name, language, languages })
    expect(second).toMatchObject({ added: 0, changed: 0, relinked: 0, skipped: first.skipped })
    expect(await allVersions(desk)).toEqual(after)
  } catch (error) {
    if (!(error instanceof ImportRefusedError)) throw error
  }
}

/** A person writes in a version, or starts a draft from one. */
async function edit(
  desk: PropertyDesk,
  one: Extract<Act, { kind: 'edit' | 'draft' }>,
  index: number,
  saved: string[],
) {
  const versions = await allVersions(desk)
  const usable = one.kind === 'edit' ? versions.filter(({ status }) => isEditable(status)) : versions
  const version = usable[one.pick % Math.max(1, usable.length)]
  const [person = ''] = desk.personIds
  if (!version) return
  if (one.kind === 'draft') {
    const { content_id: contentId, language, id } = version
    await desk.run(person, createVersion(contentId, { language, fromVersionId: id }))
    return
  }
  const change = one.title ? { title: `Title ${index}` } : { body: `By hand ${index}` }
  const changed = await desk.run(person, changeVersion(version.content_id, version.id, change))
  if (!changed) return
  // What the person wrote over is theirs to write over.
  const before = `${version.title}\n${version.body}`
  if (saved.includes(before)) saved.splice(saved.indexOf(before), 1)
  saved.push(`${changed.title}\n${changed.body}`)
}

function allVersions({ storage }: PropertyDesk) {
  return storage.read((tx) =>
    tx
      .selectFrom('versions')
      .innerJoin('version_bodies as text', 'text.version_id', 'versions.id')
      .selectAll('versions')
      .select(['text.body', 'text.fields'])
      .orderBy('versions.id')
      .execute(),
  )
}

async function allTexts(desk: PropertyDesk): Promise<string[]> {
  return (await allVersions(desk)).map(({ title, body }) => `${title}\n${body}`)
}
