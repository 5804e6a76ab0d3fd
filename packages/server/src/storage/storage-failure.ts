/**
 * The database could not do what it was asked, and it is nobody's bug: the disk is full, another process holds the
 * lock, the file is gone. Each has a code of the error registry, which says what to do.
 */
import { errors } from '@copydesk/contract'

export type StorageFailureCode = Extract<keyof typeof errors, `storage_${string}`>

export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
  readonly code: StorageFailureCode

  constructor(code: StorageFailureCode, options?: ErrorOptions) {
    super(errors[code].title, options)
    this.code = code
  }
}
