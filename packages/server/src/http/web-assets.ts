/**
 * The files of the built web app, read into memory once with the compressed copies that the build made. Many requests
 * at a time then cost neither file descriptors nor a copy of the file each.
 */
import { createHash } from 'node:crypto'
import { type Dirent, readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

type Encoding = 'br' | 'gzip'

export interface WebAsset {
  /** Below the site's root, such as `/assets/main-3f2a.js`. */
  path: string
  type: string
  etag: string
  plain: Buffer
  compressed: Partial<Record<Encoding, Buffer>>
}

/** What the build writes; anything else is downloaded by browsers in place of being run. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
}

/** In the order of preference: brotli is the smaller one. */
const copies = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const

/** The page of the app, whose addresses begin at the root as it is built. */
const pageName = 'index.html'

/** Every file below the folder but hidden ones, for a site that is served below `base`. */
export function readWebAssets(folder: string, base: string): WebAsset[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => pathBelow(folder, entry))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
  const isCopy = (path: string) =>
    copies.some(([, ending]) => path.endsWith(ending) && files.includes(path.slice(0, -ending.length)))
  return files
    .filter((path) => !isCopy(path))
    .map((path) => {
      const asset = readAsset(folder, path, files)
      return base !== '' && path === pageName ? movedBelow(base, asset) : asset
    })
}

/** The smallest form that the Accept-Encoding header takes (RFC 9110, section 12.5.3). */
export function encodingFor(asset: WebAsset, accept: string | undefined): Encoding | undefined {
  const refusedOrTaken = new Map(
    (accept ?? '').split(',').map((part) => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      return [name, !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter))]
    }),
  )
  const isTaken = (name: string) => refusedOrTaken.get(name) ?? refusedOrTaken.get('*') ?? false
  return copies.map(([encoding]) => encoding).find((one) => asset.compressed[one] && isTaken(one))
}

function pathBelow(folder: string, entry: Dirent): string {
  return relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')
}

function readAsset(folder: string, path: string, files: readonly string[]): WebAsset {
  const plain = readFileSync(join(folder, path))
  const compressed: WebAsset['compressed'] = {}
  for (const [encoding, ending] of copies) {
    if (files.includes(path + ending)) compressed[encoding] = readFileSync(join(folder, path + ending))
  }
  const type = types[extname(path)] ?? 'application/octet-stream'
  return { path: `/${path}`, type, etag: etagOf(plain), plain, compressed }
}

/** Scripts and style sheets name each other relative to where they are; the page has every address of the app. */
function movedBelow(base: string, page: WebAsset): WebAsset {
  const html = page.plain.toString().replaceAll(/ (href|src)="\//g, ` $1="${base}/`)
  const plain = Buffer.from(html)
  const compressed = { br: brotliCompressSync(plain), gzip: gzipSync(plain) }
  return { ...page, etag: etagOf(plain), plain, compressed }
}

function etagOf(plain: Buffer): string {
  return `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
}
