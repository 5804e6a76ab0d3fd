/** Endpoints of imports that can be taken back. */
import type { Id, ImportRun, ImportTakenBack, Page } from '@copydesk/contract'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export function createImportsApi({ get, send }: Transport) {
  return {
    list: (call?: CallOptions) => get<Page<ImportRun>>('/imports', {}, call),
    /** A part of it; again until nothing remains. */
    undo: (id: Id, call?: CommandOptions) =>
      send<ImportTakenBack>('POST', `/imports/${id}/undo`, undefined, call),
  }
}
