/** The database must not be touched; the message says why and what to do. The process ends with it. */
export class StorageRefusedError extends Error {
  override readonly name = 'StorageRefusedError'
}
