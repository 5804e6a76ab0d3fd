/** The text of the item's version, rendered; long ones are shown in part until one asks for all. */
import type { ProjectItem } from '@copydesk/contract'
import { useRef, useState } from 'react'
import { useVersion } from '../../../content/use-version.ts'
import { Button, cx, Skeleton } from '../../../design/index.ts'
import { MarkdownText } from '../../../markdown/MarkdownText.tsx'
import { ShownIn } from '../../../markdown/references/shown-in.ts'
import styles from './ItemPanel.module.css'

const longText = 450

export function ItemText({ item }: { item: ProjectItem }) {
  const { version, error } = useVersion(item.contentId, item.versionId, item.revision)
  const textRef = useRef<HTMLElement>(null)
  const [isWhole, setWhole] = useState(false)
  const showAll = () => {
    setWhole(true)
    // The button goes away: whoever pressed it reads on where the text was cut.
    textRef.current?.focus({ preventScroll: true })
  }
  if (error !== null && version === null) {
    return <p className={styles.words}>The text could not be loaded: {error.title.toLowerCase()}.</p>
  }
  if (version === null) {
    return (
      <div role="status" aria-label="Loading the text" className={styles.text}>
        <Skeleton width="92%" />
        <Skeleton width="98%" />
        <Skeleton width="60%" />
      </div>
    )
  }
  if (version.body.trim() === '') return <p className={styles.words}>There is no text yet.</p>
  const isCut = version.body.length > longText && !isWhole
  return (
    <section ref={textRef} aria-label="Text" tabIndex={-1} className={styles.text}>
      <div className={cx(isCut && styles.cut)}>
        <ShownIn value={version}>
          <MarkdownText key={version.id} text={version.body} />
        </ShownIn>
      </div>
      {isCut && (
        <div>
          <Button size="small" variant="quiet" onPress={showAll}>
            Show all of it
          </Button>
        </div>
      )}
    </section>
  )
}
