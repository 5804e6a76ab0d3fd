/**
 * What a stranger does with the published packages: an empty folder, `npm install` of the tarballs, and commands run
 * in there. Nothing of this repository is reachable from such a folder.
 */
import { execFile, type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { cleanEnvironment } from '@copydesk/testkit'
import { publicPackages } from '../../scripts/public-packages.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = promisify(execFile)

/** The Node.js that runs the tests, whichever one runs npm. */
const env = {
  ...cleanEnvironment(),
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
  npm_config_prefer_offline: 'true',
}

/** Every public package as `npm publish` would send it: file names by package name. */
export async function packAll(folder: string): Promise<Record<string, string>> {
  const names = publicPackages(root).map(({ name }) => name)
  const flags = names.flatMap((name) => ['--workspace', name])
  await run('npm', ['pack', '--pack-destination', folder, ...flags], { cwd: root, env })
  const files = readdirSync(folder)
  return Object.fromEntries(
    names.map((name) => {
      const start = `${name.replace('@', '').replace('/', '-')}-`
      const file = files.find((one) => one.startsWith(start) && /^\d/.test(one.slice(start.length)))
      if (!file) throw new Error(`npm pack made no tarball of ${name}`)
      return [name, join(folder, file)]
    }),
  )
}

export interface NpmFolder {
  readonly path: string
  /** Writes a file into it. */
  write(name: string, content: string): void
  /** Runs a command until it ends and gives what it printed; rejects when it fails, with its output. */
  run(command: string, args: readonly string[]): Promise<string>
  /** Starts a command in a process group of its own. */
  start(command: string, args: readonly string[], settings?: Record<string, string>): ReturnType<typeof spawn>
  remove(): void
}

/** A new folder in which these are installed: tarballs, or names of the registry. */
export async function npmFolder(packages: readonly string[]): Promise<NpmFolder> {
  const path = mkdtempSync(join(tmpdir(), 'copydesk-installed-'))
  const options: SpawnOptions = { cwd: path, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }
  const folder: NpmFolder = {
    path,
    write: (name, content) => writeFileSync(join(path, name), content),
    run: async (command, args) => (await run(command, args, { cwd: path, env })).stdout,
    start: (command, args, settings = {}) =>
      spawn(command, args, { ...options, env: { ...env, ...settings } }),
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
  folder.write('package.json', '{ "private": true, "type": "module" }\n')
  await folder.run('npm', ['install', ...packages])
  return folder
}
