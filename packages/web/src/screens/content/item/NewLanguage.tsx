/** Which language to write a content item in next; the draft starts from the version that is shown. */
import type { ContentState, Id } from '@copydesk/contract'
import { useCommands, useContentList } from '@copydesk/react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { LanguageField } from '../../../content/LanguageField.tsx'
import { languagesOf, languageTyped, offeredLanguages } from '../../../content/languages.ts'
import { Button } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import styles from './ContentView.module.css'

export interface NewLanguageProps {
  content: ContentState
  /** The version to start from. */
  versionId: Id
  onDone: () => void
}

export function NewLanguage({ content, versionId, onDone }: NewLanguageProps) {
  const commands = useCommands()
  const navigate = useNavigate()
  const [isPending, setPending] = useState(false)
  const [typed, setTyped] = useState('')
  const inUse = languagesOf(useContentList().data?.data ?? [])
  const taken = languagesOf([content])
  const offered = offeredLanguages(inUse, taken)
  const language = languageTyped(typed, offered)
  const isTaken = language !== null && taken.includes(language)
  const add = async () => {
    if (language === null) return
    setPending(true)
    const outcome = await commands.createVersion(content.id, { language, fromVersionId: versionId })
    setPending(false)
    if (!outcome.ok) return
    onDone()
    if (outcome.value) await navigate(paths.contentItem(content.id, { version: outcome.value.id }))
  }
  return (
    <div className={styles.form}>
      <LanguageField label="New language" value={typed} onChange={setTyped} offered={offered} />
      <p className={styles.hint}>
        {isTaken
          ? 'This language is there already.'
          : 'It starts as a draft with the text of the version you are looking at.'}
      </p>
      <div className={styles.actions}>
        <Button
          variant="primary"
          size="small"
          isDisabled={language === null || isTaken}
          isPending={isPending}
          onPress={() => void add()}
        >
          Start the draft
        </Button>
      </div>
    </div>
  )
}
