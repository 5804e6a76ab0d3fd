import { cpSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createImportTest } from '../../test/import-test.ts'

async function startWithTwo() {
  const test = await createImportTest()
  const folderOf = (parent: string) => {
    const folder = join(test.root, parent, 'docs')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'index.md'), `# The docs of ${parent}`)
    return folder
  }
  const titles = async () => (await test.list()).map(({ title }) => title).sort()
  return { ...test, one: folderOf('one'), two: folderOf('two'), titles }
}

describe('the source of an import', () => {
  it('is not another folder that happens to have its name', async () => {
    const { one, two, run, titles } = await startWithTwo()
    await run({ folder: one })
    await expect(run({ folder: two })).rejects.toThrow(
      `"docs" was brought in from ${one}, and this is ${two}`,
    )
    expect(await titles()).toEqual(['The docs of one'])
    expect(await run({ folder: two, name: 'two' })).toMatchObject({ name: 'two', folder: two, added: 1 })
    expect(await titles()).toEqual(['The docs of one', 'The docs of two'])
    await expect(run({ folder: two, dryRun: true })).rejects.toThrow('brought in from')
  })

  it('is the same folder however its path is written', async () => {
    const { one, run, root } = await startWithTwo()
    await run({ folder: one })
    symlinkSync(join(root, 'one'), join(root, 'linked'))
    const paths = [`${one}/`, join(root, 'linked', 'docs'), relative(process.cwd(), one), `${one}/../docs/.`]
    for (const folder of paths) expect(await run({ folder })).toMatchObject({ folder: one, unchanged: 1 })
  })

  it('is a folder in another place once somebody says so, and remembers both', async () => {
    const { one, root, run, advance } = await startWithTwo()
    await run({ folder: one })
    advance(1)
    const moved = join(root, 'moved', 'docs')
    mkdirSync(join(root, 'moved'))
    renameSync(one, moved)
    await expect(run({ folder: moved })).rejects.toThrow('--name docs')
    expect(await run({ folder: moved, name: 'docs' })).toMatchObject({ unchanged: 1, otherFolders: [one] })
    expect(await run({ folder: moved })).toMatchObject({ unchanged: 1 })
    const copied = join(root, 'copied', 'docs')
    cpSync(moved, copied, { recursive: true })
    await expect(run({ folder: copied })).rejects.toThrow(moved)
  })

  it('is not another folder that is mounted in the same place', async () => {
    const { put, run, root, folder, list } = await createImportTest()
    for (const name of ['index', 'a', 'b', 'c', 'd']) put(`${name}.md`, `# ${name}`)
    await run()
    renameSync(folder, join(root, 'away'))
    for (const name of ['index', 'x', 'y', 'z']) put(`${name}.md`, `# Another ${name}`)
    await expect(run()).rejects.toThrow('Of the 5 files that came from')
    expect((await list()).map(({ title }) => title).sort()).toEqual(['a', 'b', 'c', 'd', 'index'])
    expect(await run({ name: 'other' })).toMatchObject({ added: 4 })
    expect(await run({ name: 'handbook' })).toMatchObject({ added: 3, changed: 1, missing: 4 })
  })

  it('is not guessed where nobody wrote the folder down', async () => {
    const { one, run, storage } = await startWithTwo()
    await run({ folder: one })
    await storage.write((tx) => tx.deleteFrom('import_folders').execute())
    await expect(run({ folder: one })).rejects.toThrow('nobody wrote down')
    expect(await run({ folder: one, name: 'docs' })).toMatchObject({ unchanged: 1 })
  })

  it('has no name taken from it by a folder that has nothing to import', async () => {
    const { root, two, run } = await startWithTwo()
    mkdirSync(join(root, 'empty', 'docs'), { recursive: true })
    expect(await run({ folder: join(root, 'empty', 'docs') })).toMatchObject({ added: 0 })
    expect(await run({ folder: two })).toMatchObject({ added: 1 })
  })

  it.each([
    ['an empty folder', { folder: '' }, 'The folder is missing'],
    ['a blank folder', { folder: '  ' }, 'The folder is missing'],
    ['the root without a name', { folder: '/' }, '--name'],
    ['an empty name', { name: '' }, 'name is empty'],
    ['a blank name', { name: ' ' }, 'name is empty'],
    ['a name with a line feed', { name: 'a\nb' }, 'all of them visible'],
    ['a name with an escape', { name: 'a\u001b[31m' }, 'all of them visible'],
    ['a name without width', { name: 'a\u200bb' }, 'all of them visible'],
    ['a name that never ends', { name: 'x'.repeat(101) }, 'at most 100'],
  ])('refuses %s', async (_name, options, message) => {
    const { run } = await createImportTest()
    await expect(run(options)).rejects.toThrow(message)
  })

  it('takes one name for another form of it', async () => {
    const { put, run } = await createImportTest()
    put('a.md', '# A')
    await run({ name: 'cafe\u0301' })
    expect(await run({ name: 'caf\u00e9' })).toMatchObject({ unchanged: 1 })
  })
})
