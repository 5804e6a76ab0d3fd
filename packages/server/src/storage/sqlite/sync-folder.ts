/** Waits until what a folder lists is on the disk: a file that was renamed is under its new name after a power cut too. */
import { closeSync, fsyncSync, openSync } from 'node:fs'

export function syncFolder(path: string): void {
  // There, a folder cannot be opened; its file system writes names in order.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}
