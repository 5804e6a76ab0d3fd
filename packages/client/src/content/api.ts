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
  KeepText,
  KeptText,
  KeptTextList,
  Snapshot,
  Version,
  VersionDocument,
} from '@copydesk/contract'
import type { Edited, PageQuery } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

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
    /** The texts of a version that lost to others, newest first. */
    keptTexts: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<KeptTextList>(`/content/${contentId}/versions/${versionId}/kept-texts`, {}, call),
    keptText: (contentId: Id, versionId: Id, keptId: Id, call?: CallOptions) =>
      get<KeptText>(`/content/${contentId}/versions/${versionId}/kept-texts/${keptId}`, {}, call),
    keepText: (contentId: Id, versionId: Id, body: KeepText, call?: CommandOptions) =>
      send<KeptText>('POST', `/content/${contentId}/versions/${versionId}/kept-texts`, body, call),
  }
}
