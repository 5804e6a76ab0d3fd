/** `copydesk import`: a folder of Markdown files becomes content. */
import { resolve } from 'node:path'
import { language as languageSchema } from '@copydesk/contract/schemas'
import { importFolder } from '../import/import-folder.ts'
import { loadSettings } from '../settings/load-settings.ts'
import { type CliCommand, CliFailure } from './cli-command.ts'
import { withServices } from './open-services.ts'

export const importCommand: CliCommand = {
  name: 'import',
  summary: 'brings a folder of Markdown files in as content; later runs update it',
  arguments: ['folder'],
  options: {
    language: { type: 'string', takes: 'tag', meaning: 'for files that name no language; else en' },
    name: {
      type: 'string',
      takes: 'name',
      meaning: "what later runs know the items by; else the folder's name",
    },
  },
  details: [
    'Takes .md and .markdown files, in all folders below. Titles come from the front matter (title), the first',
    'heading or the file name; languages from the front matter (language), the file name (about.sv.md) or a',
    'folder (sv/about.md). All of it is written, or nothing. Texts that a person wrote are never overwritten:',
    'a changed file then becomes a new draft.',
    '',
    'Exit code 3 when files were skipped; the others are in.',
  ],
  run: async (io, call) => {
    const settings = loadSettings(io)
    const language = call.text('language') ?? 'en'
    if (!languageSchema.safeParse(language).success) {
      throw new CliFailure(`"${language}" is no language tag: use one such as en or sv-SE.`, 2)
    }
    const folder = resolve(io.cwd, call.arguments[0] ?? '')
    const options = { folder, language, name: call.text('name') }
    const { added, changed, unchanged, skipped } = await withServices(settings, (services) =>
      importFolder(services, options).catch((error) => {
        throw unreadable(error, folder)
      }),
    )
    io.print(`${added} added, ${changed} changed, ${unchanged} unchanged, ${skipped.length} skipped.`)
    for (const { path, reason } of skipped) io.complain(`Skipped ${path}: ${reason}.`)
    return skipped.length > 0 ? 3 : 0
  },
}

function unreadable(error: unknown, folder: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return new CliFailure(`There is no folder ${folder}.`)
  if (code === 'ENOTDIR') return new CliFailure(`${folder} is not a folder.`)
  if (code === 'EACCES') return new CliFailure(`This user may not read ${folder}.`)
  return error
}
