/** The endpoint that searches everything. */
import type { SearchResult } from '@copydesk/contract'
import type { CallOptions, Transport } from '../http/transport.ts'

export function createSearchApi({ get }: Transport) {
  return {
    /** At most `limit` of each kind. */
    all: (query: { q: string; limit?: number }, call?: CallOptions) =>
      get<SearchResult>('/search', { ...query }, call),
  }
}
