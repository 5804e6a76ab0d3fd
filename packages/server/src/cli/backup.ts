/** `copydesk backup` and `copydesk restore`: the whole database of the data folder as one file, and back. */
import { existsSync, rmSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { loadSettings } from '../settings/load-settings.ts'
import { copyDatabase } from '../storage/sqlite/copy-database.ts'
import { restoreDatabase } from '../storage/sqlite/restore-database.ts'
import { findTarget, publishTarget } from './backup-target.ts'
import { type CliCommand, CliFailure } from './cli-command.ts'
import { lockDataDir } from './data-dir-lock.ts'
import { databasePath } from './open-services.ts'
import { postgresBackup, postgresRestore } from './postgres-backup.ts'

export const backupCommand: CliCommand = {
  name: 'backup',
  summary: 'writes the database into one file, whether the server runs or not',
  arguments: ['target'],
  options: {
    overwrite: { type: 'boolean', meaning: 'replaces a file that is there, once the new one is whole' },
  },
  details: [
    'The target is a file, or a folder in which a file is named by the time. Everything that was acknowledged before it',
    'began is in it, and nobody waits for it. It holds everybody’s words and sessions: keep it as safe as the database.',
    'With PostgreSQL it says which of its own tools to use.',
  ],
  run: async (io, call) => {
    const began = performance.now()
    const settings = loadSettings(io)
    if (settings.databaseUrl !== undefined) throw new CliFailure(postgresBackup)
    const from = databasePath(settings)
    if (!existsSync(settings.dataDir) || !existsSync(from)) {
      throw new CliFailure(
        `There is no database in ${settings.dataDir}. COPYDESK_DATA_DIR names the data folder; relative ones start here.`,
      )
    }
    const isOverwriting = call.flag('overwrite')
    const given = call.arguments[0] ?? ''
    const target = findTarget({ ...io, ...settings, given, isOverwriting, now: Date.now() })
    try {
      const bytes = copyDatabase(from, target.unfinished)
      publishTarget(target, isOverwriting)
      io.print(`${target.path} has the whole database: ${described(bytes, began)}.`)
    } finally {
      rmSync(target.unfinished, { force: true })
    }
    return 0
  },
}

export const restoreCommand: CliCommand = {
  name: 'restore',
  summary: 'puts a file of copydesk backup into the data folder',
  arguments: ['file'],
  options: {
    force: { type: 'boolean', meaning: 'also where a database is, which is kept in a folder beside it' },
  },
  details: [
    'The file is looked at first; one that is damaged, cut off or of a newer version changes nothing. No server may run on',
    'the data folder. Every open window loads afresh once the server is started again, which brings the schema up to date.',
  ],
  run: async (io, call) => {
    const began = performance.now()
    const settings = loadSettings(io)
    if (settings.databaseUrl !== undefined) throw new CliFailure(postgresRestore)
    const from = resolve(io.cwd, call.arguments[0] ?? '')
    const stats = statSync(from, { throwIfNoEntry: false })
    if (!stats?.isFile()) throw new CliFailure(stats ? `${from} is not a file.` : `There is no file ${from}.`)
    lockDataDir(settings.dataDir)
    const path = databasePath(settings)
    const isKept = call.flag('force') && existsSync(path)
    const keepIn = join(settings.dataDir, `before-restore-${new Date().toISOString().replaceAll(':', '-')}`)
    const bytes = restoreDatabase({ from, path, ...(call.flag('force') ? { keepIn } : {}) })
    io.print(`${path} is restored: ${described(bytes, began)}.`)
    if (isKept) io.print(`What was there before is in ${keepIn}.`)
    return 0
  },
}

function described(bytes: number, began: number): string {
  const megabytes = (bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 1 })
  return `${megabytes} MB in ${((performance.now() - began) / 1000).toFixed(1)} s`
}
