/** What SQLite's result codes (https://sqlite.org/rescode.html) mean to whoever asked, where it is not a bug of ours. */
import { StorageFailure, type StorageFailureCode } from '../storage-failure.ts'

/** By primary result code. */
const codes: Readonly<Record<number, StorageFailureCode>> = {
  5: 'storage_busy',
  8: 'storage_read_only',
  10: 'storage_unreachable',
  11: 'storage_damaged',
  13: 'storage_full',
  14: 'storage_unreachable',
  26: 'storage_damaged',
}

/** By extended result code, where that says more: the file that SQLite shares the log's index in could not grow. */
const extendedCodes: Readonly<Record<number, StorageFailureCode>> = { 4874: 'storage_full' }

/** Of the files that we write beside the database ourselves. */
const systemCodes: Readonly<Record<string, StorageFailureCode>> = {
  EDQUOT: 'storage_full',
  EIO: 'storage_unreachable',
  ENOSPC: 'storage_full',
  EROFS: 'storage_read_only',
}

/** The failure that an error stands for, with the error as its cause; undefined for anything else. */
export function failureOf(error: unknown): StorageFailure | undefined {
  if (error instanceof StorageFailure) return error
  // It may come from another thread, which keeps its name and not its class.
  if (error instanceof Error && error.name === 'DatabaseGoneError') {
    return new StorageFailure('storage_gone', { cause: error })
  }
  const code = isSqliteError(error)
    ? (extendedCodes[error.errcode] ?? codes[error.errcode & 0xff])
    : systemCodeOf(error)
  return code && new StorageFailure(code, { cause: error })
}

function isSqliteError(error: unknown): error is Error & { errcode: number } {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

function systemCodeOf(error: unknown): StorageFailureCode | undefined {
  const isSystemError = error instanceof Error && 'code' in error && typeof error.code === 'string'
  return isSystemError ? systemCodes[String(error.code)] : undefined
}
