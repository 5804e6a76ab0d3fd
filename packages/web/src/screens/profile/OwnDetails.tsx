/** The form of name, language and time zone. What is typed stays while others change the same. */
import { type Me, parseTimeZone } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useMemo, useState } from 'react'
import { LanguageField } from '../../content/LanguageField.tsx'
import { languageLabel, languageTyped, offeredLanguages } from '../../content/languages.ts'
import { Button, showToast, TextField } from '../../design/index.ts'
import { zoneSuggestions } from '../../people/offered-zones.ts'
import { useCommandId } from '../../session/use-command-id.ts'
import { useSubmit } from '../../session/use-submit.ts'
import { ProfileForm } from './ProfileForm.tsx'

/** Those whose dates differ from country to country, before all others. */
const languages = offeredLanguages(['de-AT', 'de-CH', 'en-GB', 'en-US', 'fr-CA', 'sv-FI'])

/** What was typed; undefined where nothing was, so that the field shows what is saved. */
interface Typed {
  name?: string
  language?: string
  timeZone?: string
}

export function OwnDetails({ me, onSaved }: { me: Me; onSaved: () => void }) {
  const { api } = useDesk()
  const [typed, setTyped] = useState<Typed>({})
  const commandIdOf = useCommandId()
  const zones = useMemo(zoneSuggestions, [])
  const form = useSubmit(() => {
    setTyped({})
    onSaved()
    showToast({ tone: 'info', title: 'Your profile is saved' })
  })
  const name = typed.name ?? me.name
  const language = typed.language ?? (me.language === null ? '' : languageLabel(me.language))
  const timeZone = typed.timeZone ?? me.timeZone ?? ''
  const submit = () => {
    const tag = languageTyped(language, languages)
    const body = { name, language: tag, timeZone: timeZone.trim() || null }
    // The same again is something to do again, once the first of them was answered.
    const options = { commandId: commandIdOf({ ...body, revision: me.revision }) }
    form.submit(() => api.me.change(body, options), {
      name: name.trim() === '' ? 'Enter your name.' : null,
      language: tag === null && language.trim() !== '' ? 'Choose one of the list, or write its tag.' : null,
      timeZone:
        body.timeZone !== null && parseTimeZone(body.timeZone) === null
          ? 'Choose one of the list, such as Europe/Stockholm.'
          : null,
    })
  }
  return (
    <ProfileForm title="About you" form={form} onSubmit={submit}>
      <TextField
        label="Name"
        name="name"
        autoComplete="name"
        description="How others see you."
        value={name}
        onChange={(name) => setTyped({ ...typed, name })}
        error={form.fieldError('name')}
        maxLength={200}
      />
      <TextField label="E-mail address" value={me.email} isReadOnly description="You sign in with it." />
      <LanguageField
        label="Language of dates (empty: as on this device)"
        value={language}
        onChange={(language) => setTyped({ ...typed, language })}
        offered={languages}
      />
      <TextField
        label="Time zone"
        name="timeZone"
        description="Left empty: that of this device."
        value={timeZone}
        onChange={(timeZone) => setTyped({ ...typed, timeZone })}
        error={form.fieldError('timeZone')}
        suggestions={zones}
      />
      <Button type="submit" variant="primary" isPending={form.isPending}>
        Save profile
      </Button>
    </ProfileForm>
  )
}
