/** `copydesk import`: a folder of Markdown files becomes content. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Language, parseLanguage } from '@copydesk/contract'
import { importFolder } from '../import/import-folder.ts'
import { ImportRefusedError } from '../import/import-refused-error.ts'
import { undoImport } from '../import/undo-import.ts'
import type { Services } from '../services.ts'
import { loadSettings } from '../settings/load-settings.ts'
import type { Settings } from '../settings/settings.ts'
import { type CliCommand, CliFailure, type ExitCode, type Io } from './cli-command.ts'
import { describeImport, describeUndo } from './describe-import.ts'
import { databasePath, withServices } from './open-services.ts'

export const importCommand: CliCommand = {
  name: 'import',
  summary: 'brings a folder of Markdown files in as content; later runs update it',
  arguments: ['folder'],
  options: {
    language: { type: 'string', takes: 'tag', meaning: 'of files that name no language; else en' },
    languages: {
      type: 'string',
      takes: 'tags',
      meaning: 'languages that names and folders may tell, such as sv,pt-BR; else what is found',
    },
    name: {
      type: 'string',
      takes: 'name',
      meaning: "what later runs know the items by; else the folder's name",
    },
    mdx: { type: 'boolean', meaning: 'takes .mdx files too, as they are written' },
    undo: { type: 'boolean', meaning: 'takes back the last import of this folder, or of --name' },
    'dry-run': { type: 'boolean', meaning: 'only says what would happen' },
  },
  details: [
    'Takes .md and .markdown files, in all folders below. Titles come from the front matter (title), the first',
    'heading or the file name. Front matter may be YAML, TOML or JSON; what else it says is kept with the text.',
    'Links between the files become links between the pages.',
    '',
    'Languages come from the front matter (language, lang, locale), from file names (about.sv.md) and from folders',
    '(sv/about.md). A tag in names and folders counts when it recurs beside files without one, when it is written',
    'as only tags are (pt-BR), or when --languages names it. What was found is printed: look at it with --dry-run.',
    '',
    'A file that did not change since the last run changes nothing. A changed file changes its draft; over a text',
    'that a person wrote in, or that is no draft any more, it becomes a new draft, and the run says so.',
    '',
    'A name belongs to the folder that was brought in under it first. Another folder of the same name is refused',
    'until --name says whether it is the same source in another place, or another one.',
    '',
    '--undo takes the last run back for as long as the trash keeps what it brought in (COPYDESK_TRASH_DAYS): new items go',
    'to the trash, changed texts are as they were before. What somebody changed since is named and left.',
    '',
    'The server may run meanwhile. A run that was cut off can be repeated. Exit code 3 when files were skipped.',
  ],
  run: async (io, call) => {
    const settings = loadSettings(io)
    const [folder = ''] = call.arguments
    if (call.flag('undo'))
      return undo(io, settings, { folder: resolve(io.cwd, folder), name: call.text('name') })
    const options = {
      // An empty name must not become the working folder.
      folder: folder.trim() === '' ? '' : resolve(io.cwd, folder),
      language: tagOf(call.text('language') ?? 'en'),
      languages: call.text('languages')?.split(',').map(tagOf),
      name: call.text('name'),
      mdx: call.flag('mdx'),
      dryRun: call.flag('dry-run'),
    }
    const work = (services: Services) =>
      importFolder(services, options).catch((error) => {
        throw explained(error, options.folder)
      })
    const isRehearsal =
      options.dryRun && settings.databaseUrl === undefined && !existsSync(databasePath(settings))
    const summary = await (isRehearsal ? withNoServices(settings, work) : withServices(settings, work))
    const { lines, complaints } = describeImport(summary, options.dryRun)
    for (const line of lines) io.print(line)
    for (const line of complaints) io.complain(line)
    return summary.skipped.length > 0 ? 3 : 0
  },
}

async function undo(
  io: Io,
  settings: Settings,
  options: { folder: string; name: string | undefined },
): Promise<ExitCode> {
  const summary = await withServices(settings, (services) =>
    undoImport(services, options).catch((error) => {
      throw explained(error, options.folder)
    }),
  )
  const { lines, complaints } = describeUndo(summary)
  for (const line of lines) io.print(line)
  for (const line of complaints) io.complain(line)
  return summary.left.length > 0 ? 3 : 0
}

/** What would happen to an empty database, which is not made for that. */
async function withNoServices<T>(settings: Settings, work: (services: Services) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'copydesk-dry-run-'))
  try {
    return await withServices({ ...settings, dataDir }, work)
  } finally {
    rmSync(dataDir, { recursive: true })
  }
}

function tagOf(text: string): Language {
  const tag = parseLanguage(text)
  if (tag === null) throw new CliFailure(`"${text}" is no language tag: use one such as en or sv-SE.`, 2)
  return tag
}

function explained(error: unknown, folder: string): unknown {
  if (error instanceof ImportRefusedError) return new CliFailure(error.message, 2)
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return new CliFailure(`There is no folder ${folder}.`)
  if (code === 'ENOTDIR') return new CliFailure(`${folder} is not a folder.`)
  if (code === 'EACCES') return new CliFailure(`This user may not read ${folder}.`)
  if (code === 'ELOOP') return new CliFailure(`${folder} is a link that leads round in a circle.`)
  return error
}
