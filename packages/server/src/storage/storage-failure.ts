/**
 * The database could not do what it was asked, and it is nobody's bug: the disk is full, another process holds the
 * lock, the file is gone. Each has a code of the error registry, which says what to do.
 */
import { errors } from '@copydesk/contract'

export type StorageFailureCode = Extract<keyof typeof errors, `storage_${string}`>

export interface StorageFailureOptions {
  cause?: unknown
  /** For operators, where more is known than the registry says. */
  remedy?: string | undefined
}

export class StorageFailure extends Error {
  override readonly name = 'StorageFailure'
  readonly code: StorageFailureCode

  /** What an operator can do about it. */
  readonly remedy: string

  constructor(code: StorageFailureCode, { cause, remedy = errors[code].remedy }: StorageFailureOptions = {}) {
    super(errors[code].title, { cause })
    this.code = code
    this.remedy = remedy
  }
}
