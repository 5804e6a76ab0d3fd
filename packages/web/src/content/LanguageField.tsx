/** Which language to write in: one of those that are offered, or any other by its tag or its name in English. */
import type { Language } from '@copydesk/contract'
import { ChevronDown } from 'lucide-react'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components'
import styles from './LanguageField.module.css'
import { languageLabel, languageTyped } from './languages.ts'

export interface LanguageFieldProps {
  label: string
  /** As it was typed: `languageTyped` tells what it means. */
  value: string
  onChange: (typed: string) => void
  /** The most likely first. */
  offered: readonly Language[]
}

export function LanguageField({ label, value, onChange, offered }: LanguageFieldProps) {
  return (
    <ComboBox
      inputValue={value}
      onInputChange={onChange}
      defaultItems={offered.map((tag) => ({ id: tag, words: languageLabel(tag) }))}
      allowsCustomValue
      menuTrigger="focus"
      className={styles.field}
    >
      <Label className={styles.label}>{label}</Label>
      <div className={styles.box}>
        <Input maxLength={100} placeholder="Swedish, pt-BR …" className={styles.input} />
        <Button aria-label="Show the languages" className={styles.button}>
          <ChevronDown size={14} aria-hidden />
        </Button>
      </div>
      <Text slot="description" className={styles.description}>
        {wordsFor(value, languageTyped(value, offered))}
      </Text>
      <Popover className={styles.popover}>
        <ListBox className={styles.list}>
          {({ id, words }: { id: Language; words: string }) => (
            <ListBoxItem id={id} textValue={words} className={styles.option}>
              {words}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}

function wordsFor(typed: string, language: Language | null): string {
  if (language !== null) {
    const label = languageLabel(language)
    return label === typed ? '' : label
  }
  return typed.trim() === '' ? 'Choose one, or type a tag' : 'That is no language tag'
}
