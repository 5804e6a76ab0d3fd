/** The project item that holds a version, as its project shows it. */
import type { Id, ProjectItem } from '@copydesk/contract'
import { useDesk, useLiveSnapshot } from '@copydesk/react'

const noItems: readonly ProjectItem[] = []

/** Null while it is not known, and where the project does not hold it any more. */
export function useHoldingItem(projectId: Id, versionId: Id) {
  const items = useLiveSnapshot(useDesk().lives.items(projectId)).data?.data ?? noItems
  const item = items.find((one) => one.versionId === versionId && one.action === 'publish') ?? null
  return { item, items }
}
