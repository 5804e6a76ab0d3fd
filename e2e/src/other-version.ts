/**
 * Another version of Copydesk, for rolling updates: a copy of this one whose web app has other names for all its files,
 * as each build of changed code has. And a way to both, that chooses for each request who answers.
 */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { request as ask, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../..', import.meta.url))

export interface OtherVersion {
  /** Its command, for `startServer`. */
  bin: string
  remove(): void
}

export function copyVersion(): OtherVersion {
  const folder = mkdtempSync(join(tmpdir(), 'copydesk-version-'))
  for (const part of ['packages/server', 'packages/web/dist'])
    cpSync(join(repository, part), join(folder, part), { recursive: true, verbatimSymlinks: true })
  symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'))
  renameFiles(join(folder, 'packages/web/dist'))
  return {
    bin: join(folder, 'packages/server/bin/copydesk.js'),
    remove: () => rmSync(folder, { recursive: true }),
  }
}

/** Of `main-3f2a.js` it makes `main-3f2a-2.js`, everywhere. Compressed copies would still have the old names. */
function renameFiles(dist: string): void {
  const assets = join(dist, 'assets')
  for (const folder of [dist, assets])
    for (const name of readdirSync(folder)) if (/\.(br|gz)$/.test(name)) rmSync(join(folder, name))
  const names = readdirSync(assets)
  const renamed = (text: string) => names.reduce((all, name) => all.replaceAll(name, otherName(name)), text)
  const texts = [join(dist, 'index.html'), ...names.map((name) => join(assets, name))]
  for (const path of texts)
    if (/\.(html|js|css)$/.test(path)) writeFileSync(path, renamed(readFileSync(path, 'utf8')))
  for (const name of names) renameSync(join(assets, name), join(assets, otherName(name)))
}

const otherName = (name: string) => name.replace(/(\.\w+)$/, '-2$1')

export interface Balancer {
  url: string
  stop(): Promise<void>
}

/** `portFor` says who answers for a path. */
export async function startBalancer(portFor: (path: string) => number): Promise<Balancer> {
  const server = createServer((request, response) => {
    const { method, headers, url: path = '/' } = request
    const onward = ask({ host: '127.0.0.1', port: portFor(path), path, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy())
    response.on('close', () => onward.destroy())
    request.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
