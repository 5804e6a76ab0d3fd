/** Two versions of a text side by side, and the way back to an older one: a new draft with its text. */
import type { ContentState, Id, VersionSummary } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { useVersion } from '../../../content/use-version.ts'
import { Button, Dialog, Select, SkeletonRows, statusLooks } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { useMay } from '../../../people/use-may.ts'
import { useNameOf } from '../../../people/use-name-of.ts'
import { MarkedText } from '../../../unsaved/MarkedText.tsx'
import { wordDifferences } from '../../../unsaved/word-differences.ts'
import { CompareTexts } from '../editor/codemirror/CompareTexts.tsx'
import { versionsIn } from '../item/choose-version.ts'
import styles from './VersionHistory.module.css'

export interface VersionHistoryProps {
  content: ContentState
  /** The version that is shown: compared with the one before it at first. */
  version: VersionSummary
  onClose: () => void
}

export function VersionHistory({ content, version, onClose }: VersionHistoryProps) {
  const versions = versionsIn(content, version.language)
  const [otherId, setOther] = useState<Id>(() => neighbourOf(versions, version).id)
  const [ownId, setOwn] = useState<Id>(version.id)
  const other = versions.find(({ id }) => id === otherId) ?? version
  const own = versions.find(({ id }) => id === ownId) ?? version
  const nameOf = useNameOf()
  const options = versions.map((one) => ({
    value: one.id,
    label: `Version ${one.number} · ${statusLooks[one.status].label} · ${nameOf(one.editedBy)}`,
  }))
  return (
    <Dialog title="Compare versions" size="wide" isOpen onClose={onClose} actions={null}>
      <div className={styles.choices}>
        <Select label="Before" options={options} value={other.id} onChange={setOther} />
        <Select label="After" options={options} value={own.id} onChange={setOwn} />
      </div>
      <Comparison key={`${other.id} ${own.id}`} before={other} after={own} />
      <div className={styles.actions}>
        <Button onPress={onClose}>Close</Button>
        <Restore version={other} onDone={onClose} />
      </div>
    </Dialog>
  )
}

/** The one before, or of the first one the next. */
function neighbourOf(versions: readonly VersionSummary[], version: VersionSummary): VersionSummary {
  const at = versions.findIndex(({ id }) => id === version.id)
  return versions[at + 1] ?? versions[at - 1] ?? version
}

function Comparison({ before, after }: { before: VersionSummary; after: VersionSummary }) {
  const one = useVersion(before.contentId, before.id, before.revision)
  const other = useVersion(after.contentId, after.id, after.revision)
  const failure = one.error ?? other.error
  if (one.version === null || other.version === null) {
    if (failure !== null) return <p>The texts could not be loaded: {failure.title.toLowerCase()}.</p>
    return <SkeletonRows label="Loading both texts" count={8} />
  }
  const titles = wordDifferences(one.version.title, other.version.title)
  const isSame = one.version.body === other.version.body
  return (
    <>
      {one.version.title !== other.version.title && (
        <div className={styles.titles}>
          <p dir="auto">
            <MarkedText parts={titles.one} empty="no title" />
          </p>
          <p dir="auto">
            <MarkedText parts={titles.other} empty="no title" />
          </p>
        </div>
      )}
      {isSame ? (
        <p className={styles.same}>Both have the same text.</p>
      ) : (
        <CompareTexts
          before={{ label: `Version ${before.number}`, text: one.version.body }}
          after={{ label: `Version ${after.number}`, text: other.version.body }}
        />
      )}
    </>
  )
}

function Restore({ version, onDone }: { version: VersionSummary; onDone: () => void }) {
  const commands = useCommands()
  const navigate = useNavigate()
  const mayWrite = useMay('content.write')
  const [isPending, setPending] = useState(false)
  if (!mayWrite) return null
  const { contentId, language, id, number } = version
  const restore = async () => {
    setPending(true)
    const outcome = await commands.createVersion(contentId, { language, fromVersionId: id })
    setPending(false)
    if (!outcome.ok || outcome.value === undefined) return
    onDone()
    await navigate(paths.contentItem(contentId, { version: outcome.value.id }))
  }
  return (
    <Button variant="primary" isPending={isPending} onPress={() => void restore()}>
      Start a new draft with version {number}
    </Button>
  )
}
