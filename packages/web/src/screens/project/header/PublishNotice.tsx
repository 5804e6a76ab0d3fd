/** What came of publishing: that it is done, what kept it from happening and where, or why it failed. */
import type { Id, ProjectItem, Publish } from '@copydesk/contract'
import { useTasks } from '@copydesk/react'
import { CircleAlert, CircleCheckBig, TriangleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Button, ButtonLink, cx, IconButton, StatusPill } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useUnsavedVersions } from '../../../unsaved/use-unsaved.ts'
import type { PublishChoice } from '../use-publishing.ts'
import { BlockerList } from './BlockerList.tsx'
import styles from './Header.module.css'
import { replaceable, sayBlocked, sayDone, stillBlocking } from './publish-outcome.ts'
import { type PublishResultNotice, publishable, withUnsaved } from './publishing.ts'

export interface PublishNoticeProps {
  projectId: Id
  notice: PublishResultNotice
  /** How many items are ready by now. */
  readyCount: number
  items: readonly ProjectItem[]
  onPublish: (mode: Publish['mode'], choice?: PublishChoice) => void
  onDismiss: () => void
}

/** Blockers and unsaved texts are kept up to date with the items. */
export function PublishNotice({
  projectId,
  notice,
  readyCount,
  items: all,
  onPublish,
  onDismiss,
}: PublishNoticeProps) {
  const tasks = useTasks(projectId).data?.data
  const unsaved = useUnsavedVersions()
  if (notice.kind === 'done') {
    const title = sayDone(notice.release)
    return (
      <Notice
        tone="done"
        icon={<CircleCheckBig size={16} />}
        title={title}
        onDismiss={onDismiss}
        actions={
          <ButtonLink size="small" href={paths.releases(projectId)} onPress={onDismiss}>
            Show the release
          </ButtonLink>
        }
      />
    )
  }
  if (notice.kind === 'failed') {
    return (
      <Notice
        tone="failed"
        icon={<CircleAlert size={16} />}
        title={`Nothing was published: ${notice.error.title.toLowerCase()}`}
        onDismiss={onDismiss}
      >
        <p>{notice.error.remedy}</p>
      </Notice>
    )
  }
  if (notice.kind === 'unsaved') {
    const { mode, note } = notice
    const items = withUnsaved(notice.items, mode, unsaved)
    const texts = items.length === 1 ? '1 text is' : `${items.length} texts are`
    return (
      <Notice
        tone={items.length === 0 ? 'done' : 'blocked'}
        icon={items.length === 0 ? <CircleCheckBig size={16} /> : <TriangleAlert size={16} />}
        title={
          items.length === 0
            ? 'Everything is saved now'
            : `Nothing was published yet: ${texts} not saved, and would be left out`
        }
        onDismiss={onDismiss}
        actions={
          <Button size="small" onPress={() => onPublish(mode, { isWarned: true, note })}>
            {items.length === 0 ? 'Publish' : 'Publish without'}
          </Button>
        }
      >
        <ul className={styles.blockers}>
          {items.map((item) => (
            <li key={item.id}>
              <StatusPill status={item.status} />
              <Link to={paths.contentItem(item.contentId, { version: item.versionId })} dir="auto">
                {item.title}
              </Link>
            </li>
          ))}
        </ul>
      </Notice>
    )
  }
  const { mode, note } = notice
  const blockers = stillBlocking(notice.blockers, all, tasks)
  const { open } = publishable(all)
  if (blockers.length === 0) {
    const left = open - readyCount
    return (
      <Notice
        tone="done"
        icon={<CircleCheckBig size={16} />}
        title={
          left === 0
            ? 'Everything is ready now'
            : `Nothing else is in the way; ${left === 1 ? '1 item is' : `${left} items are`} not ready`
        }
        onDismiss={onDismiss}
        actions={
          left === 0 && (
            <Button size="small" onPress={() => onPublish('all', { note })}>
              Publish all
            </Button>
          )
        }
      />
    )
  }
  const replacing = replaceable(blockers, all)
  return (
    <Notice
      tone="blocked"
      icon={<TriangleAlert size={16} />}
      title={`Nothing was published: ${sayBlocked(blockers)}`}
      onDismiss={onDismiss}
      actions={
        replacing.length > 0 ? (
          <Button size="small" onPress={() => onPublish(mode, { isWarned: true, replace: replacing, note })}>
            Replace and publish
          </Button>
        ) : (
          readyCount > 0 && (
            <Button size="small" onPress={() => onPublish('ready', { note })}>
              Publish the {readyCount} ready
            </Button>
          )
        )
      }
    >
      <BlockerList projectId={projectId} blockers={blockers} items={all} />
    </Notice>
  )
}

interface NoticeProps {
  tone: 'done' | 'blocked' | 'failed'
  icon: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
  onDismiss: () => void
}

function Notice({ tone, icon, title, children, actions, onDismiss }: NoticeProps) {
  return (
    <section
      role={tone === 'done' ? 'status' : 'alert'}
      aria-label="Publishing"
      data-focus-owner="publish"
      data-docked=""
      className={cx(styles.notice, styles.docked, tone !== 'blocked' && styles[tone])}
    >
      <span className={styles.noticeIcon} aria-hidden>
        {icon}
      </span>
      <div className={styles.noticeText}>
        <h2>{title}</h2>
        {children}
      </div>
      <IconButton label="Dismiss" size="small" onPress={onDismiss}>
        <X size={15} aria-hidden />
      </IconButton>
      {actions && <div className={styles.noticeActions}>{actions}</div>}
    </section>
  )
}
