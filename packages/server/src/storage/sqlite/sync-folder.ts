/** Waits until what a folder lists is on the disk: a file that was renamed is under its new name after a power cut too. */
import { closeSync, fsyncSync, openSync } from 'node:fs'

/** Windows opens no folders, and some file systems of networks do not know how; they have nothing better either. */
const unknown = new Set(['EINVAL', 'EISDIR', 'ENOSYS', 'ENOTSUP', 'EPERM'])

export function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && unknown.has(String(error.code)))) throw error
  }
}
