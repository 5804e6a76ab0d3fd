/** Which version is shown, and the list of all in this language: status, author, time. */
import type { ContentState, VersionSummary } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { Suspense, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { Link } from 'react-router'
import { Avatar, Button, Popover, PopoverTrigger, RelativeTime, StatusPill } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { paths } from '../../../paths.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import styles from './ContentView.module.css'
import { versionsIn } from './choose-version.ts'

const VersionHistory = later(async () => (await import('../history/VersionHistory.tsx')).VersionHistory)

export interface VersionMenuProps {
  content: ContentState
  version: VersionSummary
}

export function VersionMenu({ content, version }: VersionMenuProps) {
  const [isComparing, setComparing] = useState(false)
  const hasOthers = versionsIn(content, version.language).length > 1
  return (
    <>
      <PopoverTrigger>
        <AriaButton className={styles.versionButton}>
          <span>Version {version.number}</span>
          <StatusPill status={version.status} />
          <ChevronDown size={14} className={styles.chevron} aria-hidden />
        </AriaButton>
        <Popover label="Versions" placement="bottom end" isFlush>
          {({ close }) => (
            <>
              <VersionList content={content} version={version} onChosen={close} />
              {hasOthers && (
                <div className={styles.versionsFoot}>
                  <Button
                    size="small"
                    variant="quiet"
                    onPress={() => {
                      close()
                      setComparing(true)
                    }}
                  >
                    Compare and restore…
                  </Button>
                </div>
              )}
            </>
          )}
        </Popover>
      </PopoverTrigger>
      {isComparing && (
        <Suspense>
          <VersionHistory content={content} version={version} onClose={() => setComparing(false)} />
        </Suspense>
      )}
    </>
  )
}

function VersionList({ content, version, onChosen }: VersionMenuProps & { onChosen: () => void }) {
  const nameOf = useNameOf()
  return (
    <ol className={styles.versions}>
      {versionsIn(content, version.language).map((one) => (
        <li key={one.id}>
          <Link
            to={paths.contentItem(content.id, { version: one.id })}
            aria-current={one.id === version.id ? 'page' : undefined}
            className={styles.version}
            onClick={onChosen}
          >
            <span className={styles.number}>{one.number}</span>
            <StatusPill status={one.status} />
            <span className={styles.author}>
              <Avatar id={one.author.id} name={nameOf(one.author)} size="small" isNamed />
              <span>{nameOf(one.author)}</span>
            </span>
            <span className={styles.when}>
              <RelativeTime at={one.updatedAt} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  )
}
