/**
 * A database that is not the one that clients knew gets another epoch at its next opening, however it came there; one
 * that lost nothing keeps its own. Files are moved about as an operator would, and processes really killed.
 */
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { append, StorageJournal } from '../src/storage/journal.ts'
import { openSqlite } from '../src/storage/sqlite/open.ts'
import { writeAndKill } from './killed-writer.ts'

interface Seen {
  /** Of a channel that has publications, and of the database. */
  epochs: Set<string>
  offset: number
}

interface Site {
  folder: string
  data: string
  database: string
  /** A place that backups go to. */
  backup: string
  /** Opens, publishes, and closes in order. */
  run(publications: number): Promise<Seen>
  /** Opens, publishes without pause and is killed. */
  crash(publications?: number): Promise<void>
  /** The same, with a copy taken in the middle of it. */
  crashAfterCopy(): Promise<void>
}

function createSite(): Site {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-history-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const data = join(folder, 'data')
  const database = join(data, 'copydesk.db')
  return {
    folder,
    data,
    database,
    backup: join(folder, 'backup'),
    run: async (publications) => {
      const storage = await openSqlite({ path: database, synchronous: 'normal' })
      for (let made = 0; made < publications; made += 1) {
        const event = {
          id: 'id',
          type: 'project.deleted',
          at: '',
          actor: { id: '', kind: 'system' },
          projectId: 'x',
        }
        await storage.write((tx) => append(tx, [{ channel: 'projects', event: event as never }], 0))
      }
      const journal = new StorageJournal(storage)
      const { epoch, offset } = await journal.position('projects')
      const empty = await journal.position('never published in')
      await storage.close()
      return { epochs: new Set([epoch, empty.epoch]), offset }
    },
    crash: async (publications = 20) => {
      await writeAndKill(database, publications)
    },
    crashAfterCopy: async () => {
      await writeAndKill(database, 60, (acknowledged) => {
        if (acknowledged === 20) copyFolder(data, join(folder, 'backup'))
      })
    },
  }
}

const copyFolder = (from: string, to: string) => {
  rmSync(to, { recursive: true, force: true })
  cpSync(from, to, { recursive: true, preserveTimestamps: true })
}
/** Everything in it, over what is there, as `cp -a backup/. data/` does: inodes stay. */
const copyOver = (from: string, to: string) => {
  for (const name of readdirSync(from)) execFileSync('cp', ['-a', join(from, name), join(to, name)])
}

/** What keeps its history: each leaves the site as it lets it be found. */
const same: Record<string, (site: Site) => Promise<void> | void> = {
  'an orderly stop': () => {},
  'a kill with its log intact': (site) => site.crash(),
  'a kill after the log went into the main file several times': (site) => site.crash(600),
  'one kill after another': async (site) => {
    await site.crash(3)
    await site.crash(3)
  },
  'a folder that was renamed and renamed back': ({ data, folder }) => {
    renameSync(data, join(folder, 'moved'))
    renameSync(join(folder, 'moved'), data)
  },
  'a copy that was taken away, while it stayed': async (site) => {
    await site.crash()
    copyFolder(site.data, site.backup)
  },
  'a database that was made smaller': ({ database }) => {
    const open = new DatabaseSync(database)
    open.exec('vacuum')
    open.close()
  },
  'access times changed by a backup, and permissions of the database': ({ database }) => {
    utimesSync(database, new Date(), new Date())
  },
}

/** What is another history. */
const another: Record<string, (site: Site) => Promise<void> | void> = {
  'an older database copied over in place': async (site) => {
    copyFolder(site.data, site.backup)
    await site.run(5)
    copyFileSync(join(site.backup, 'copydesk.db'), site.database)
  },
  'an older folder copied over in place': async (site) => {
    copyFolder(site.data, site.backup)
    await site.run(5)
    copyOver(site.backup, site.data)
  },
  'the folder replaced by an older copy': async (site) => {
    copyFolder(site.data, site.backup)
    await site.run(5)
    copyFolder(site.backup, site.data)
  },
  'the folder replaced by an older copy, moved into its place': async (site) => {
    copyFolder(site.data, site.backup)
    await site.run(5)
    rmSync(site.data, { recursive: true })
    renameSync(site.backup, site.data)
  },
  'the folder replaced by an archive': async (site) => {
    const archive = join(site.folder, 'backup.tar')
    execFileSync('tar', ['-C', site.folder, '-cpf', archive, 'data'])
    await site.run(5)
    rmSync(site.data, { recursive: true })
    execFileSync('tar', ['-C', site.folder, '-xpf', archive])
  },
  // It leaves alone what has the same size and time, and replaces the rest.
  'an older folder brought back by rsync': async (site) => {
    copyFolder(site.data, site.backup)
    // Of yesterday: it takes files of the same size and second for the same.
    const yesterday = new Date(Date.now() - 86_400_000)
    for (const name of readdirSync(site.backup)) utimesSync(join(site.backup, name), yesterday, yesterday)
    await site.run(5)
    execFileSync('rsync', ['-a', '--delete', `${site.backup}/`, `${site.data}/`])
  },
  'a copy of a running server brought back by rsync after its kill': async (site) => {
    await site.crashAfterCopy()
    execFileSync('rsync', ['-a', '--delete', `${site.backup}/`, `${site.data}/`])
  },
  'the same, in place': async (site) => {
    await site.crashAfterCopy()
    execFileSync('rsync', ['-a', '--inplace', `${site.backup}/`, `${site.data}/`])
  },
  'the same, by checksums and with times of its own': async (site) => {
    await site.crashAfterCopy()
    execFileSync('rsync', ['-rc', `${site.backup}/`, `${site.data}/`])
  },
  'a copy of a running server, its database and mark alone': async (site) => {
    await site.crashAfterCopy()
    for (const name of readdirSync(site.backup)) {
      if (!name.endsWith('-place')) execFileSync('cp', ['-a', join(site.backup, name), join(site.data, name)])
    }
  },
  'a copy in which nothing changed since': (site) => {
    copyFolder(site.data, site.backup)
    copyFolder(site.backup, site.data)
  },
  'a copy that was taken of a killed server, after more changes': async (site) => {
    await site.crash()
    copyFolder(site.data, site.backup)
    await site.run(5)
    copyFolder(site.backup, site.data)
  },
  'an older database copied over after a kill, its log left there': async (site) => {
    copyFolder(site.data, site.backup)
    await site.crash()
    copyFileSync(join(site.backup, 'copydesk.db'), site.database)
  },
  'an older database moved over after a kill, its log left there': async (site) => {
    copyFolder(site.data, site.backup)
    await site.crash(600)
    renameSync(join(site.backup, 'copydesk.db'), site.database)
  },
  'an older database and its own log copied over after a kill': async (site) => {
    await site.crash()
    copyFolder(site.data, site.backup)
    await site.crash(600)
    for (const name of ['copydesk.db', 'copydesk.db-wal']) {
      copyFileSync(join(site.backup, name), join(site.data, name))
    }
  },
  'the log deleted after a kill': async (site) => {
    await site.crash()
    rmSync(`${site.database}-wal`)
  },
  'the log torn after a kill': async (site) => {
    await site.crash()
    truncateSync(`${site.database}-wal`, Math.floor(statSync(`${site.database}-wal`).size / 2))
  },
  'the log overwritten after a kill': async (site) => {
    await site.crash()
    writeFileSync(`${site.database}-wal`, 'no log', { flag: 'r+' })
  },
  'a copy made by SQLite itself, put back later': async (site) => {
    mkdirSync(site.backup)
    const open = new DatabaseSync(site.database)
    open.exec(`vacuum into '${join(site.backup, 'copydesk.db')}'`)
    open.close()
    await site.run(5)
    copyFileSync(join(site.backup, 'copydesk.db'), site.database)
  },
  'a newer copy of the same epoch, put back after an older one was used': async (site) => {
    copyFolder(site.data, site.backup)
    await site.run(5)
    const newer = join(site.folder, 'newer')
    copyFolder(site.data, newer)
    copyFileSync(join(site.backup, 'copydesk.db'), site.database)
    await site.run(1)
    copyFileSync(join(newer, 'copydesk.db'), site.database)
  },
  'a database without what lies beside it': (site) => {
    for (const name of readdirSync(site.data)) if (name !== 'copydesk.db') rmSync(join(site.data, name))
  },
  'a mark that cannot be read': (site) => {
    writeFileSync(`${site.database}-mark`, '{"place":')
  },
  'a file of the place that was copied back alone': (site) => {
    copyFileSync(`${site.database}-place`, join(site.folder, 'place'))
    copyFileSync(join(site.folder, 'place'), `${site.database}-place`)
  },
}

describe('the epoch', () => {
  it.each(Object.entries(same))('stays after %s', async (_name, change) => {
    const site = createSite()
    await site.run(3)
    const before = await site.run(2)
    await change(site)
    const after = await site.run(0)
    expect(after.epochs).toEqual(before.epochs)
    expect(after.epochs.size).toBe(1)
    expect(after.offset).toBeGreaterThanOrEqual(before.offset)
  })

  it.each(Object.entries(another))('is new after %s', async (_name, change) => {
    const site = createSite()
    await site.run(3)
    const before = await site.run(2)
    await change(site)
    const after = await site.run(0)
    const [epoch] = after.epochs
    expect(after.epochs.size).toBe(1)
    expect(before.epochs).not.toContain(epoch)
    // Once: the next opening finds what this one left.
    expect((await site.run(1)).epochs).toEqual(after.epochs)
  })

  it('is its own in a copy that is used elsewhere, and stays in the original', async () => {
    const site = createSite()
    const before = await site.run(2)
    copyFolder(site.data, site.backup)
    const storage = await openSqlite({ path: join(site.backup, 'copydesk.db') })
    expect(before.epochs).not.toContain((await new StorageJournal(storage).position('projects')).epoch)
    await storage.close()
    expect((await site.run(1)).epochs).toEqual(before.epochs)
  })
})

it('puts a log aside that belongs to another database, and takes what was copied back as it is', async () => {
  const site = createSite()
  const { offset } = await site.run(3)
  copyFolder(site.data, site.backup)
  await site.crash()
  copyFileSync(join(site.backup, 'copydesk.db'), site.database)
  const told: string[] = []
  const storage = await openSqlite({ path: site.database, onLeftOverLog: (path) => told.push(path) })
  expect(await new StorageJournal(storage).position('projects')).toMatchObject({ offset })
  await storage.close()
  expect(told).toHaveLength(1)
  expect(existsSync(told[0] ?? '')).toBe(true)
})

it.each([
  ['empty', (site: Site) => writeFileSync(site.database, '')],
  ['missing beside its log', (site: Site) => rmSync(site.database)],
] as const)('refuses a database that is %s, and leaves its log', async (_name, damage) => {
  const site = createSite()
  await site.run(1)
  await site.crash()
  damage(site)
  const { size } = statSync(`${site.database}-wal`)
  await expect(site.run(0)).rejects.toThrow(/is (empty|missing)/)
  expect(statSync(`${site.database}-wal`).size).toBe(size)
})

it('takes torn last bytes of a log for a change that was never acknowledged', async () => {
  const site = createSite()
  await site.run(1)
  await site.crash()
  const before = await site.run(1)
  await site.crash()
  appendFileSync(`${site.database}-wal`, Buffer.alloc(100))
  expect((await site.run(0)).epochs).toEqual(before.epochs)
})
