/**
 * The bytes of one file of an imported folder, and nothing else: no file whose real path is outside, no pipe or
 * device, never more than the limit, whatever a link, a size or a name claims.
 */
import { constants } from 'node:fs'
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { isLeftOut } from './left-out.ts'

export type FileRead = { ok: true; bytes: Uint8Array } | { ok: false; reason: string }

/** `root` is the folder's own real path; `path` is below it. `maxBytes` is the most that is read. */
export async function readInside(root: string, path: string, maxBytes: number): Promise<FileRead> {
  try {
    const real = await realpath(join(root, path))
    const below = relative(root, real)
    if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) {
      return refused('it is a link that leads out of the folder')
    }
    if (below.split(sep).some(isLeftOut)) return refused('it is a link to a hidden file')
    // Asked before opening as well: opening a device can already do something.
    if (!(await lstat(real)).isFile()) return refused('it is not a regular file')
    // Without O_NONBLOCK, opening a pipe that took the file's place would wait for ever.
    const file = await open(
      real,
      constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOFOLLOW ?? 0),
    )
    try {
      return await readOpened(file, maxBytes)
    } finally {
      await file.close()
    }
  } catch (error) {
    return refused(reasonOf(error, path))
  }
}

async function readOpened(file: FileHandle, maxBytes: number): Promise<FileRead> {
  const before = await file.stat()
  if (!before.isFile()) return refused('it is not a regular file')
  if (before.size > maxBytes) return refused(`it is too large (${before.size} bytes)`)
  // One byte more than it should have tells that it grew.
  const bytes = Buffer.alloc(before.size + 1)
  let length = 0
  while (length < bytes.length) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  const after = await file.stat()
  if (length !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
    return refused('it changed while it was read')
  }
  return { ok: true, bytes: bytes.subarray(0, length) }
}

function refused(reason: string): FileRead {
  return { ok: false, reason }
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not read it',
  EPERM: 'this user may not read it',
  ELOOP: 'its link leads round in a circle',
  EISDIR: 'it is not a regular file',
}

/** Why a file or folder could not be opened, in words. */
export function reasonOf(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return path.includes('\uFFFD') ? 'its name is not valid UTF-8' : 'it leads nowhere, or is gone'
  }
  return reasons[code] ?? `it cannot be read (${code})`
}
