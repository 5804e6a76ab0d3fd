/** Which language to write a content item in next; the draft starts from the version that is shown. */
import type { ContentState, Id, Language } from '@copydesk/contract'
import { useCommands } from '@copydesk/react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Button, cx, Select } from '../../../design/index.ts'
import { paths } from '../../../paths.ts'
import { languageName } from '../content-words.ts'
import { offeredLanguages } from '../languages.ts'
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
  const [language, setLanguage] = useState<Language | null>(null)
  const taken = content.languages.map((state) => state.language)
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
    <div className={cx(styles.form)}>
      <Select
        label="New language"
        placeholder="Choose a language"
        options={offeredLanguages([], taken).map((tag) => ({
          value: tag,
          label: `${languageName(tag)} (${tag})`,
        }))}
        value={language}
        onChange={setLanguage}
      />
      <p className={cx(styles.hint)}>It starts as a draft with the text of the version you are looking at.</p>
      <div className={cx(styles.actions)}>
        <Button
          variant="primary"
          size="small"
          isDisabled={language === null}
          isPending={isPending}
          onPress={() => void add()}
        >
          Start the draft
        </Button>
      </div>
    </div>
  )
}
