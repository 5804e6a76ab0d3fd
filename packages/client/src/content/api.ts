/** Endpoints of content items and their versions. */
import type {
  BlockerList,
  ChangeVersion,
  ContentFilter,
  ContentListState,
  ContentReleases,
  ContentState,
  ContentTitles,
  CreateContent,
  CreatedContent,
  CreateVersion,
  Id,
  KeepText,
  KeptText,
  KeptTextList,
  MoveVersion,
  PublishedVersion,
  PublishVersion,
  RebaseVersion,
  RestoredContent,
  Snapshot,
  Version,
  VersionDocument,
  VersionReferences,
  VersionSummary,
} from '@copydesk/contract'
import type { Edited, PageQuery } from '../http/queries.ts'
import type { CallOptions, CommandOptions, Transport } from '../http/transport.ts'

export type ContentQuery = Partial<ContentFilter> & PageQuery

/** A version as it was when it was looked at. */
export type EditedVersion = Edited & { contentId: Id }

function versionPath({ contentId, id }: EditedVersion): string {
  return `/content/${contentId}/versions/${id}`
}

function revised({ revision }: EditedVersion, call?: CommandOptions) {
  return { ...call, revision }
}

export function createContentApi({ get, send }: Transport) {
  return {
    list: (query: ContentQuery = {}, call?: CallOptions) =>
      get<Snapshot<ContentListState>>('/content', { ...query }, call),
    /** At most `maxTitles`. */
    titles: (ids: readonly Id[], call?: CallOptions) =>
      get<Snapshot<ContentTitles>>('/content/titles', { ids: ids.join() }, call),
    get: (id: Id, call?: CallOptions) => get<Snapshot<ContentState>>(`/content/${id}`, {}, call),
    create: (body: CreateContent, call?: CommandOptions) =>
      send<CreatedContent>('POST', '/content', body, call),
    /** Into the trash; under the revision that it was looked at with, where one is named. */
    remove: (id: Id, call?: CommandOptions) => send<void>('DELETE', `/content/${id}`, undefined, call),
    restore: (id: Id, call?: CommandOptions) =>
      send<RestoredContent>('POST', `/content/${id}/restore`, undefined, call),
    /** A version with its body. Not live: `content.get` tells when it is outdated. */
    version: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<VersionDocument>(`/content/${contentId}/versions/${versionId}`, {}, call),
    /** What the saved text of a version refers to. */
    references: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<Snapshot<VersionReferences>>(`/content/${contentId}/versions/${versionId}/references`, {}, call),
    createVersion: (contentId: Id, body: CreateVersion, call?: CommandOptions) =>
      send<Version>('POST', `/content/${contentId}/versions`, body, call),
    changeVersion: (version: EditedVersion, body: ChangeVersion, call?: CommandOptions) =>
      send<Version>('PATCH', versionPath(version), body, revised(version, call)),
    /** Through its review, in a project or not. */
    moveVersion: (version: EditedVersion, body: MoveVersion, call?: CommandOptions) =>
      send<VersionSummary>('POST', `${versionPath(version)}/status`, body, revised(version, call)),
    rebaseVersion: (version: EditedVersion, body: RebaseVersion, call?: CommandOptions) =>
      send<VersionSummary>('POST', `${versionPath(version)}/rebase`, body, revised(version, call)),
    /** By itself, without a project. */
    publishVersion: (version: EditedVersion, body: PublishVersion, call?: CommandOptions) =>
      send<PublishedVersion>('POST', `${versionPath(version)}/publish`, body, revised(version, call)),
    /** What would keep a version from being published by itself now. */
    versionBlockers: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<BlockerList>(`/content/${contentId}/versions/${versionId}/blockers`, {}, call),
    /** What releases did to the item, newest first. */
    releases: (contentId: Id, query: PageQuery = {}, call?: CallOptions) =>
      get<ContentReleases>(`/content/${contentId}/releases`, { ...query }, call),
    /** The texts of a version that lost to others, newest first. */
    keptTexts: (contentId: Id, versionId: Id, call?: CallOptions) =>
      get<KeptTextList>(`/content/${contentId}/versions/${versionId}/kept-texts`, {}, call),
    keptText: (contentId: Id, versionId: Id, keptId: Id, call?: CallOptions) =>
      get<KeptText>(`/content/${contentId}/versions/${versionId}/kept-texts/${keptId}`, {}, call),
    keepText: (contentId: Id, versionId: Id, body: KeepText, call?: CommandOptions) =>
      send<KeptText>('POST', `/content/${contentId}/versions/${versionId}/kept-texts`, body, call),
  }
}
