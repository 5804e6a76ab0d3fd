/** A backup is whole or not there, and what is restored is it; whatever is wrong, nothing that was there is lost. */
import {
  chownSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { backupCommand, restoreCommand } from '../src/cli/backup.ts'
import { lockDataDir } from '../src/cli/data-dir-lock.ts'
import { runCli } from '../src/cli/run-cli.ts'
import { append, StorageJournal } from '../src/storage/journal.ts'
import { openSqlite } from '../src/storage/sqlite/open.ts'
import { writeAndKill } from './killed-writer.ts'

/** Nobody else may give files away. */
const isRoot = process.getuid?.() === 0

type Position = Awaited<ReturnType<typeof positionIn>>

/** Made once: a data folder, a backup `b.db` beside it, and where the channel stood at the backup. */
let template: { root: string; before: Position }

beforeAll(async () => {
  const root = mkdtempSync(join(tmpdir(), 'copydesk-backup-'))
  const site = siteIn(root)
  const before = await publish(site.database)
  await site.run('backup', 'b.db')
  await publish(site.database)
  template = { root, before }
})
afterAll(() => rmSync(template.root, { recursive: true }))

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

/** An empty data folder, and a folder beside it that backups go to. */
function makeSite() {
  return siteIn(makeFolder())
}

/** With a database. */
function filledSite() {
  const site = makeSite()
  cpSync(join(template.root, 'data'), site.data, { recursive: true })
  return site
}

/** With a backup of it too, which something was written after. */
function withBackup() {
  const site = filledSite()
  copyFileSync(join(template.root, 'away', 'b.db'), join(site.away, 'b.db'))
  return { ...site, before: template.before }
}

function siteIn(root: string) {
  const data = join(root, 'data')
  const away = join(root, 'away')
  mkdirSync(data)
  mkdirSync(away)
  const run = async (...argv: string[]) => {
    const said: string[] = []
    const say = (line: string) => said.push(line)
    const io = { env: { COPYDESK_DATA_DIR: data }, cwd: away, print: say, complain: say }
    const commands = [backupCommand, restoreCommand]
    const code = await runCli({ argv, commands, version: '0', io: io as never })
    return { code, said: said.join('\n') }
  }
  return { data, away, database: join(data, 'copydesk.db'), run }
}

/** Opens, publishes once, and closes; where the channel stands then. */
async function publish(path: string) {
  const storage = await openSqlite({ path, synchronous: 'normal' })
  const event = { id: 'p', type: 'project.deleted' } as never
  await storage.write((tx) => append(tx, [{ channel: 'projects', event }], 1))
  const position = await new StorageJournal(storage).position('projects')
  await storage.close()
  return position
}

async function positionIn(path: string) {
  const storage = await openSqlite({ path })
  const position = await new StorageJournal(storage).position('projects')
  await storage.close()
  return position
}

/** Where the channel stands, without opening the database as Copydesk does, which writes. */
function offsetOf(path: string): number {
  const database = new DatabaseSync(path, { readOnly: true })
  const row = database.prepare("select head from channels where name = 'projects'").get()
  database.close()
  return Number(row?.head)
}

describe('copydesk backup', () => {
  it('names a file by the time in a folder, for its owner alone, and leaves nothing else behind', async () => {
    const site = filledSite()
    const before = readdirSync(site.data)
    const { code, said } = await site.run('backup', '.')
    expect(code).toBe(0)
    const [file = ''] = readdirSync(site.away)
    expect(file).toMatch(/^copydesk-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ\.db$/)
    expect(said).toMatch(new RegExp(`${file} has the whole database: \\d.* MB in \\d.* s\\.`))
    expect(readdirSync(site.away)).toEqual([file])
    expect(statSync(join(site.away, file)).mode & 0o777).toBe(0o600)
    expect(readdirSync(site.data)).toEqual(before)
  })

  it('keeps a file that is there unless told to replace it', async () => {
    const site = filledSite()
    writeFileSync(join(site.away, 'kept.db'), 'precious')
    expect(await site.run('backup', 'kept.db')).toMatchObject({
      code: 1,
      said: expect.stringContaining('already'),
    })
    expect(readFileSync(join(site.away, 'kept.db'), 'utf8')).toBe('precious')
    expect((await site.run('backup', 'kept.db', '--overwrite')).code).toBe(0)
    expect(readFileSync(join(site.away, 'kept.db'), 'latin1')).toMatch(/^SQLite format 3/)
  })

  it('holds what a killed process left in the log, and leaves that as it is', async () => {
    const site = filledSite()
    await writeAndKill(site.database, 3)
    const log = readFileSync(`${site.database}-wal`)
    expect(log.length).toBeGreaterThan(0)
    expect((await site.run('backup', 'killed.db')).code).toBe(0)
    expect(readFileSync(`${site.database}-wal`)).toEqual(log)
    expect(offsetOf(join(site.away, 'killed.db'))).toBe(offsetOf(site.database))
    expect(offsetOf(site.database)).toBeGreaterThanOrEqual(3)
  })

  const wrongTargets: Record<string, { target: string; words: RegExp; makes?: (away: string) => void }> = {
    'in the data folder': { target: '../data/x.db', words: /lies in the data folder/ },
    'in the data folder by a link': {
      target: 'link/x.db',
      words: /lies in the data folder/,
      makes: (away) => symlinkSync('../data', join(away, 'link')),
    },
    'in a folder that is not there': { target: 'nowhere/x.db', words: /There is no folder .*nowhere/ },
    'below a file': {
      target: 'file/x.db',
      words: /file is not a folder/,
      makes: (away) => writeFileSync(join(away, 'file'), ''),
    },
    'on a device': { target: '/dev/null', words: /null already/ },
    'on a device, replaced': { target: '--overwrite /dev/null', words: /is not a file/ },
    'on the database itself': { target: '--overwrite ../data/copydesk.db', words: /lies in the data folder/ },
  }

  it.each(Object.entries(wrongTargets))('refuses a target %s', async (_, { target, words, makes }) => {
    const site = filledSite()
    makes?.(site.away)
    const before = readdirSync(site.away)
    const { code, said } = await site.run('backup', ...target.split(' '))
    expect(said).toMatch(words)
    expect(code).toBe(1)
    expect(readdirSync(site.away)).toEqual(before)
  })

  it('says when there is no database, without making one', async () => {
    const site = makeSite()
    expect(await site.run('backup', 'x.db')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/no database/),
    })
    expect(readdirSync(site.data)).toEqual([])
  })

  it('refuses a damaged database, and leaves no half backup', async () => {
    const site = filledSite()
    const bytes = readFileSync(site.database)
    bytes.fill(0xff, 4096, bytes.length / 2)
    writeFileSync(site.database, bytes)
    const { code, said } = await site.run('backup', 'x.db')
    expect(code).toBe(1)
    expect(said).toMatch(/damaged/)
    expect(readdirSync(site.away)).toEqual([])
  })
})

describe('copydesk restore', () => {
  it('fills an empty data folder; clients of the old history load afresh', async () => {
    const { away, before } = withBackup()
    const empty = makeSite()
    rmSync(empty.data, { recursive: true })
    expect(await empty.run('restore', join(away, 'b.db'))).toMatchObject({
      code: 0,
      said: expect.stringMatching(/restored: .* MB in .* s/),
    })
    const now = await positionIn(empty.database)
    expect(now.offset).toBe(before.offset)
    expect(now.epoch).not.toBe(before.epoch)
  })

  it('keeps a database that is there only with --force', async () => {
    const site = withBackup()
    const bytes = readFileSync(site.database)
    expect(await site.run('restore', 'b.db')).toMatchObject({
      code: 1,
      said: expect.stringContaining('--force'),
    })
    expect(readFileSync(site.database)).toEqual(bytes)
  })

  it('keeps what was there, with the log of a killed process, where it can be restored from', async () => {
    const site = withBackup()
    await writeAndKill(site.database, 2)
    const lost = await offsetOf(site.database)
    const log = readFileSync(`${site.database}-wal`)
    expect((await site.run('restore', 'b.db', '--force')).code).toBe(0)
    expect((await positionIn(site.database)).offset).toBe(site.before.offset)
    const [kept = ''] = readdirSync(site.data).filter((name) => name.startsWith('before-restore-'))
    expect(readFileSync(join(site.data, kept, 'copydesk.db-wal'))).toEqual(log)
    const other = makeSite()
    expect((await other.run('restore', join(site.data, kept, 'copydesk.db'))).code).toBe(0)
    expect(await offsetOf(other.database)).toBe(lost)
  })

  it.runIf(isRoot)('leaves what root restores to the user whose folder it is', async () => {
    const site = withBackup()
    chownSync(site.data, 1, 1)
    expect((await site.run('restore', 'b.db', '--force')).code).toBe(0)
    const [kept = ''] = readdirSync(site.data).filter((name) => name.startsWith('before-restore-'))
    for (const name of ['copydesk.db', kept]) expect(statSync(join(site.data, name)).uid).toBe(1)
  })

  it('takes the place of a damaged database, and keeps that', async () => {
    const site = withBackup()
    const damaged = Buffer.from('no database any more, whatever it was')
    writeFileSync(site.database, damaged)
    expect((await site.run('restore', 'b.db', '--force')).code).toBe(0)
    expect((await positionIn(site.database)).offset).toBe(site.before.offset)
    const [kept = ''] = readdirSync(site.data).filter((name) => name.startsWith('before-restore-'))
    expect(readFileSync(join(site.data, kept, 'copydesk.db'))).toEqual(damaged)
  })

  it('is not done while a server runs', async () => {
    const site = withBackup()
    lockDataDir(site.data)
    const bytes = readFileSync(site.database)
    expect(await site.run('restore', 'b.db', '--force')).toMatchObject({
      code: 1,
      said: expect.stringContaining('Another Copydesk server is running'),
    })
    expect(readFileSync(site.database)).toEqual(bytes)
  })

  const wrongFiles: Record<string, { makes: (file: string, backup: string) => void; words: RegExp }> = {
    'that is missing': { makes: () => {}, words: /There is no file/ },
    'that is a folder': { makes: (file) => mkdirSync(file), words: /is not a file/ },
    'that is empty': { makes: (file) => writeFileSync(file, ''), words: /empty/ },
    'that is none': {
      makes: (file) => writeFileSync(file, 'text '.repeat(1000)),
      words: /is not a database/,
    },
    'that was cut off': {
      makes: (file, backup) => {
        copyFileSync(backup, file)
        truncateSync(file, Math.floor(statSync(file).size / 2 / 4096) * 4096)
      },
      words: /damaged/,
    },
    'of another program': {
      makes: (file) => {
        const database = new DatabaseSync(file)
        database.exec('create table songs (title)')
        database.close()
      },
      words: /something else/,
    },
    'of a newer Copydesk': {
      makes: (file, backup) => {
        copyFileSync(backup, file)
        const database = new DatabaseSync(file)
        database.exec(`insert into kysely_migration values ('9999-later', 'x');
          update meta set value = '9999-later' where key = 'schema_floor'`)
        database.close()
      },
      words: /newer Copydesk/,
    },
  }

  it.each(Object.entries(wrongFiles))(
    'refuses a file %s, and changes nothing',
    async (_, { makes, words }) => {
      const site = withBackup()
      makes(join(site.away, 'wrong.db'), join(site.away, 'b.db'))
      const before = readdirSync(site.data)
      const bytes = readFileSync(site.database)
      const { code, said } = await site.run('restore', 'wrong.db', '--force')
      expect(said).toMatch(words)
      expect(code).toBe(1)
      expect(readdirSync(site.data).filter((name) => name !== 'server.lock')).toEqual(before)
      expect(readFileSync(site.database)).toEqual(bytes)
    },
  )

  it('refuses the database itself', async () => {
    const site = withBackup()
    expect((await site.run('restore', site.database, '--force')).said).toMatch(/is the database itself/)
  })
})
