/** What the operating system refused, in words that tell what to do: an operator needs no stack trace for a full disk. */
import { failureOf } from '../storage/sqlite/failure-of.ts'
import { StorageFailure } from '../storage/storage-failure.ts'

const words: Readonly<Record<string, string>> = {
  EACCES: 'This user may not do that there. Give them the right, or set COPYDESK_DATA_DIR to another folder.',
  EDQUOT: 'The quota of this user is used up. Free space and try again.',
  EEXIST: 'There is a file in the place of the folder. Move it, or set COPYDESK_DATA_DIR to another folder.',
  EIO: 'The disk does not work as it should. Look into the log of the system.',
  EMFILE: 'This process has as many files open as it may: raise the limit (ulimit -n).',
  ENAMETOOLONG: 'The path is too long: set COPYDESK_DATA_DIR to a shorter one.',
  ENOSPC: 'The disk is full. Free space and try again.',
  ENOTDIR: 'A part of the path is a file. Set COPYDESK_DATA_DIR to a folder.',
  EPERM: 'The system does not permit that there. Check the rights of the folder and how its disk is mounted.',
  EROFS: 'The disk is mounted read only. Mount it for writing, or set COPYDESK_DATA_DIR to another folder.',
}

/** What to do about an error code of the system; undefined for those that no operator can mend. */
export function adviceFor(code: string): string | undefined {
  return words[code]
}

/** Undefined for what is a bug. */
export function systemFailure(error: unknown): string | undefined {
  // What the folder's lock says reaches here without a storage.
  const failure = error instanceof StorageFailure ? error : failureOf(error)
  if (failure) {
    const cause = failure.cause instanceof Error ? ` (${failure.cause.message})` : ''
    return `${failure.message}${cause}. ${failure.remedy}`
  }
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined
  const advice = adviceFor(String(error.code))
  if (advice === undefined) return undefined
  const path = 'path' in error ? ` ${error.path}` : ''
  return `${error.syscall}${path}: ${error.code}. ${advice}`
}
