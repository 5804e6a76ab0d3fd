/**
 * `npm run dev`: the server with demo data, restarted when its sources change, and the web app served by Vite with
 * hot reload beside it. Open the address that Vite prints. Ctrl-C ends both.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

function run(args: string[], cwd: string, env: Record<string, string>): ChildProcess {
  return spawn(process.execPath, args, { cwd, env: { ...env, ...process.env }, stdio: 'inherit' })
}

const server = run(
  ['--watch', '--watch-preserve-output', `${root}packages/server/bin/copydesk.js`, 'start', '--demo'],
  root,
  { COPYDESK_LOG_LEVEL: 'debug' },
)
const web = run([`${root}node_modules/vite/bin/vite.js`, '--host', '127.0.0.1'], `${root}packages/web`, {})

const children = [server, web]
for (const child of children) {
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
    for (const other of children) other.kill('SIGTERM')
  })
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    for (const child of children) child.kill('SIGTERM')
  })
}
