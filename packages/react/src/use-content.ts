/** Content items and their versions as live React state. */
import type { EditedVersion } from '@copydesk/client'
import type {
  ContentFilter,
  ContentListState,
  ContentState,
  Id,
  TrashFilter,
  TrashState,
  VersionReferences,
} from '@copydesk/contract'
import { useDesk } from './CopydeskProvider.tsx'
import { type LiveResult, useLiveSnapshot } from './use-live.ts'

/** What was deleted and can be brought back, what was deleted last first. */
export function useTrash(filter: Partial<TrashFilter> = {}): LiveResult<TrashState> {
  return useLiveSnapshot(useDesk().lives.trash(filter))
}

/** The content list, newest first, in pages, narrowed by title, type and language. */
export function useContentList(filter: Partial<ContentFilter> = {}): LiveResult<ContentListState> {
  return useLiveSnapshot(useDesk().lives.contentList(filter))
}

/** One content item and its versions without their bodies. */
export function useContent(contentId: Id): LiveResult<ContentState> {
  return useLiveSnapshot(useDesk().lives.content(contentId))
}

/** What the saved text of a version refers to, as that stands now. */
export function useReferences(version: EditedVersion): LiveResult<VersionReferences> {
  return useLiveSnapshot(useDesk().lives.references(version))
}
