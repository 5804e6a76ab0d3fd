/** Offers to add what the texts of the project refer to, where that would not be live with it. */
import type { Id, ProjectItem, ReferredItem } from '@copydesk/contract'
import { useCommands, useDesk } from '@copydesk/react'
import { Link2, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Link } from 'react-router'
import { Button, IconButton } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useContentChanges } from '../../../projects/use-content-changes.ts'
import styles from './Items.module.css'

const namedAtMost = 3

export interface ReferredItemsProps {
  projectId: Id
  items: readonly ProjectItem[]
  /** It knows what to offer before it is shown, so that another tab and back load nothing. */
  isShown: boolean
}

export function ReferredItems({ projectId, items, isShown }: ReferredItemsProps) {
  const commands = useCommands()
  const found = useReferred(projectId, items)
  const [isPending, setPending] = useState(false)
  const [dismissed, setDismissed] = useState<ReadonlySet<Id>>(new Set())
  const present = new Set(items.map(({ contentId }) => contentId))
  const offered = found.filter(({ contentId }) => !dismissed.has(contentId) && !present.has(contentId))
  if (!isShown || offered.length === 0) return null
  const addAll = async () => {
    setPending(true)
    const added = offered.map(({ contentId, language }) => ({ contentId, language }))
    await commands.addItems(projectId, added)
    setPending(false)
  }
  const more = offered.length - namedAtMost
  return (
    <section aria-label="Not live, and not in this project" className={styles.referred}>
      <Link2 size={15} aria-hidden />
      <p>
        These texts refer to what is not live:{' '}
        {offered.slice(0, namedAtMost).map(({ contentId, title }, index) => (
          <span key={contentId}>
            {index > 0 && ', '}
            <Link to={paths.contentItem(contentId)} dir="auto">
              {title}
            </Link>
          </span>
        ))}
        {more > 0 && ` and ${more} more`}
      </p>
      <Button size="small" isPending={isPending} onPress={() => void addAll()}>
        {offered.length === 1 ? 'Add it too' : `Add these ${offered.length} too`}
      </Button>
      <IconButton
        label="Dismiss"
        size="small"
        onPress={() => setDismissed(new Set([...dismissed, ...offered.map(({ contentId }) => contentId)]))}
      >
        <X size={15} aria-hidden />
      </IconButton>
    </section>
  )
}

/**
 * Asked of the server when other versions are in the project, and when what is offered changes; what it said before stays
 * meanwhile. A row does not carry its
 * text: what is written into one meanwhile counts when the project is opened again, and whenever it is published.
 */
function useReferred(projectId: Id, items: readonly ProjectItem[]): readonly ReferredItem[] {
  const { api } = useDesk()
  const [found, setFound] = useState<readonly ReferredItem[]>([])
  const versions = items.map(({ versionId }) => versionId).join()
  const referred = useContentChanges(found.map(({ contentId }) => contentId))
  // biome-ignore lint/correctness/useExhaustiveDependencies: other versions are the reason to ask again, and other states of what is offered.
  useEffect(() => {
    const abort = new AbortController()
    api.items.referred(projectId, { signal: abort.signal }).then(
      ({ data }) => setFound(data),
      // An offer is no duty: publishing says what is missing.
      () => {},
    )
    return () => abort.abort()
  }, [api, projectId, versions, referred])
  return found
}
