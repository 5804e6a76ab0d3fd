/** The entry of the command line: every command, run with this process's world. */
import { backupCommand, restoreCommand } from './backup.ts'
import { configCommand } from './config.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand, importDataCommand } from './export.ts'
import { hubCommand } from './hub.ts'
import { importCommand } from './import.ts'
import { keyCommands } from './key.ts'
import { migrateCommand } from './migrate.ts'
import { createNodeIo } from './node-io.ts'
import { version } from './product.ts'
import { runCli } from './run-cli.ts'
import { seedCommand } from './seed.ts'
import { startCommand } from './start.ts'
import { tokenCommand } from './token.ts'
import { userCommands } from './user.ts'
import { workCommands } from './work.ts'

const commands = [
  startCommand,
  doctorCommand,
  hubCommand,
  configCommand,
  migrateCommand,
  seedCommand,
  importCommand,
  exportCommand,
  importDataCommand,
  backupCommand,
  restoreCommand,
  ...userCommands,
  ...keyCommands,
  ...workCommands,
  tokenCommand,
]

// What is made here is for this user alone: the database, its log, the secrets.
process.umask(process.umask() | 0o077)

const code = await runCli({ argv: process.argv.slice(2), commands, version, io: createNodeIo() })
// A command that is done ends the process, whatever is still open: a reader that stopped reading, standard input.
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)))
