/** Endpoints of content items and their versions. */
import type {
  ChangeVersion,
  ContentFilter,
  ContentListState,
  ContentState,
  CreateContent,
  CreatedContent,
  CreateVersion,
  Id,
  Snapshot,
  Version,
  VersionDocument,
} from '@copydesk/contract'
import type { Edited, PageQuery } from './projects-api.ts'
import type { CallOptions, CommandOptions, Transport } from './transport.ts'

export type ContentQuery = Partial<ContentFilter> & PageQuery

export function createContentApi({ get, send }: Transport) {
  return {
    list: (query: ContentQuery = {}, call?: CallOptions) =>
      get<Snapshot<ContentListState>>('/content', { ...query }, call),
    get: (id: Id, call?: CallOptions) => get<Snapshot<ContentState>>(`/content/${id}`, {}, call),
    create: (body: CreateContent, call?: CommandOptions) =>
      send<CreatedContent>('POST', '/content', body, call),
    /** A version with its body. Not live: `content.get` tells when it is outdated. */
    version: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<VersionDocument>(`/content/${contentId}/versions/${versionId}`, {}, call),
    createVersion: (contentId: Id, body: CreateVersion, call?: CommandOptions) =>
      send<Version>('POST', `/content/${contentId}/versions`, body, call),
    changeVersion: (
      { contentId, id, revision }: Edited & { contentId: Id },
      body: ChangeVersion,
      call?: CommandOptions,
    ) => send<Version>('PATCH', `/content/${contentId}/versions/${id}`, body, { ...call, revision }),
  }
}
