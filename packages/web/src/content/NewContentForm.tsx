/**
 * Title, type and language of content that is to be created, in a popover. The title is kept until the content is
 * created, or the form is cancelled.
 */
import { type ContentType, type CreatedContent, contentTypes, type Id } from '@copydesk/contract'
import { useCommands, useContentList } from '@copydesk/react'
import { type FormEvent, useState } from 'react'
import { sharedName } from '../base-path.ts'
import { keepText, recallText } from '../browser/storage.ts'
import { Button, Select, TextField } from '../design/index.ts'
import { shownInPlace } from '../frame/failure-toasts.ts'
import { useCommandId } from '../session/use-command-id.ts'
import { useFormDraft } from '../unsaved/use-form-draft.ts'
import { typeLooks } from './content-words.ts'
import { LanguageField } from './LanguageField.tsx'
import { languageLabel, languagesOf, languageTyped, offeredLanguages } from './languages.ts'
import styles from './NewContentForm.module.css'

export interface NewContentFormProps {
  /** The title to begin with. */
  title?: string
  /** The project that it is added to then; null for none. */
  addTo: Id | null
  /** The word on the button: "Create and edit". */
  sendLabel: string
  onCreated: (created: CreatedContent) => void | Promise<void>
  onCancel: () => void
}

const typeOptions = contentTypes.map((type) => {
  const { label, icon: Icon } = typeLooks[type]
  return { value: type, label, icon: <Icon size={15} aria-hidden /> }
})
const lastLanguageName = sharedName('copydesk:last-language')

export function NewContentForm({
  title: firstTitle = '',
  addTo,
  sendLabel,
  onCreated,
  onCancel,
}: NewContentFormProps) {
  const commands = useCommands()
  const known = useContentList().data?.data ?? []
  const subject = { kind: 'form', form: 'new_content', addTo, from: firstTitle } as const
  const draft = useFormDraft(subject, 'New content', { title: firstTitle })
  const { title = '' } = draft.fields
  const [type, setType] = useState<ContentType>('page')
  const [typed, setTyped] = useState(() => languageLabel(recallText(lastLanguageName) ?? 'en'))
  const offered = offeredLanguages([...languagesOf(known), 'en'])
  const language = languageTyped(typed, offered)
  const commandIdOf = useCommandId()
  const [isPending, setPending] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)

  const cancel = () => {
    draft.forget()
    onCancel()
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isPending || title.trim() === '' || language === null) return
    setPending(true)
    setFailure(null)
    const body = { type, language, title: title.trim() }
    const outcome = await commands.createContent(body, commandIdOf(body))
    if (outcome.ok && outcome.value !== undefined) {
      keepText(lastLanguageName, language)
      draft.forget()
      await onCreated(outcome.value)
      return
    }
    setPending(false)
    if (outcome.ok) return cancel()
    shownInPlace(outcome)
    setFailure(outcome.error.errors[0]?.message ?? `${outcome.error.title}. ${outcome.error.remedy}`)
  }
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <TextField
        label="Title"
        value={title}
        onChange={(title) => draft.change({ title })}
        maxLength={300}
        error={failure}
        autoFocus
      />
      <div className={styles.pair}>
        <Select label="Type" options={typeOptions} value={type} onChange={setType} />
        <LanguageField label="Language" value={typed} onChange={setTyped} offered={offered} />
      </div>
      <div className={styles.actions}>
        <Button variant="quiet" onPress={cancel}>
          Cancel
        </Button>
        <Button
          variant="primary"
          type="submit"
          isPending={isPending}
          isDisabled={title.trim() === '' || language === null}
        >
          {sendLabel}
        </Button>
      </div>
    </form>
  )
}
