/** Where imported content comes from; on a press, what its file says of itself beside title and text. */
import type { VersionSummary } from '@copydesk/contract'
import { Suspense, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import { ImportPath } from '../../../content/ImportPath.tsx'
import { useVersion } from '../../../content/use-version.ts'
import { Button, Popover, PopoverTrigger, SkeletonRows } from '../../../design/index.ts'
import { later } from '../../../later.tsx'
import { useMay } from '../../../people/use-may.ts'
import styles from './ImportDetails.module.css'

const ImportsDialog = later(async () => (await import('../imports/ImportsDialog.tsx')).ImportsDialog)

export interface ImportDetailsProps {
  path: string
  version: VersionSummary
}

export function ImportDetails({ path, version }: ImportDetailsProps) {
  const mayManage = useMay('site.manage')
  const [isUndoing, setUndoing] = useState(false)
  return (
    <>
      <PopoverTrigger>
        <AriaButton aria-label={`Imported from ${path}`} className={styles.button}>
          <ImportPath path={path} />
        </AriaButton>
        <Popover label="Imported content" placement="bottom end">
          {({ close }) => (
            <div className={styles.details}>
              <p>
                Imported from <span className={styles.path}>{path}</span>
              </p>
              <FieldList version={version} />
              {mayManage && (
                <Button
                  size="small"
                  variant="quiet"
                  onPress={() => {
                    close()
                    setUndoing(true)
                  }}
                >
                  Undo an import…
                </Button>
              )}
            </div>
          )}
        </Popover>
      </PopoverTrigger>
      <Suspense>
        <ImportsDialog isOpen={isUndoing} onClose={() => setUndoing(false)} />
      </Suspense>
    </>
  )
}

function FieldList({ version: { contentId, id, revision } }: { version: VersionSummary }) {
  const { version, error } = useVersion(contentId, id, revision)
  if (error !== null) return <p className={styles.soft}>{error.title}.</p>
  if (version === null) return <SkeletonRows label="Loading the fields" count={3} />
  const fields = Object.entries(version.fields)
  if (fields.length === 0) return <p className={styles.soft}>Its file has no fields of its own.</p>
  return (
    <dl className={styles.fields}>
      {fields.map(([name, value]) => (
        <div key={name} className={styles.field}>
          <dt className={styles.soft}>{name}</dt>
          <dd dir="auto">{wordsOf(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Lists of words as such, anything deeper as it is written. */
function wordsOf(value: unknown): string {
  if (value === null || value === '') return '–'
  if (typeof value !== 'object') return String(value)
  const isWords = Array.isArray(value) && value.every((one) => typeof one !== 'object')
  return isWords ? value.join(', ') : JSON.stringify(value)
}
