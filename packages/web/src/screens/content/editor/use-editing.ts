/**
 * Writes a version: saves after a pause and on demand, keeps what is unsaved in the browser, and brings in what
 * someone else saves. What each of these means is decided in editing.ts.
 */
import { ApiError } from '@copydesk/client'
import type { Version } from '@copydesk/contract'
import { useDesk } from '@copydesk/react'
import { useCallback, useEffect, useReducer, useRef } from 'react'
import { useDrafts } from '../drafts/use-drafts.ts'
import {
  beginEditing,
  changeOf,
  type Editing,
  editingAfter,
  isUnsaved,
  maySave,
  type SavedText,
  type Text,
} from './editing.ts'

/** Long enough not to save within a word, short enough not to lose a thought. */
const pauseMs = 1_500
const retryMs = 10_000

export interface EditingControls {
  editing: Editing
  type: (text: Partial<Text>) => void
  save: () => Promise<void>
  takeTheirs: () => void
  keepMine: () => void
}

/** A text that was kept here because it was not saved. */
export interface KeptText {
  base: SavedText
  text: Text
}

/** `loaded` is the version to begin with; `liveRevision` is the newest that is known of it. */
export function useEditing(loaded: Version, liveRevision: number): EditingControls {
  const { api } = useDesk()
  const drafts = useDrafts<KeptText>('version')
  const [editing, dispatch] = useReducer(editingAfter, loaded, (version) =>
    beginEditing(savedText(version), drafts.get(version.id)?.content ?? null),
  )
  const { base, text, phase } = editing
  const { contentId, id } = loaded

  const send = useCallback(
    async (from: Editing) => {
      const edited = { contentId, id, revision: from.base.revision }
      return savedText(await api.content.changeVersion(edited, changeOf(from)))
    },
    [api, contentId, id],
  )
  const fetchTheirs = useCallback(async () => {
    const theirs = savedText(await api.content.version(contentId, id))
    dispatch({ type: 'theirs', theirs })
  }, [api, contentId, id])

  const save = useCallback(async () => {
    if (!maySave(editing)) return
    dispatch({ type: 'saveStarted' })
    try {
      dispatch({ type: 'saved', saved: await send(editing) })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      const failed = () => dispatch({ type: 'saveFailed', reason: error.title })
      if (error.code === 'revision_mismatch') await fetchTheirs().catch(failed)
      else failed()
    }
  }, [editing, send, fetchTheirs])

  // By itself: a moment after the last key, and again where it failed.
  const isDue = maySave(editing)
  const waitMs = phase.kind === 'failed' ? retryMs : pauseMs
  useEffect(() => {
    if (!isDue) return
    const timer = setTimeout(() => void save(), waitMs)
    return () => clearTimeout(timer)
  }, [isDue, waitMs, save])

  // In the browser, until the server has it.
  useEffect(() => {
    if (isUnsaved({ base, text })) drafts.put(id, { base, text })
    else drafts.remove(id)
  }, [drafts, id, base, text])

  // Someone else saved. While an own save is under way its answer comes first, to be told from theirs.
  const isBehind = liveRevision > base.revision && phase.kind !== 'saving'
  // biome-ignore lint/correctness/useExhaustiveDependencies: each newer revision is a reason to look.
  useEffect(() => {
    if (isBehind) fetchTheirs().catch(() => {})
  }, [isBehind, liveRevision, fetchTheirs])

  useSaveOnLeaving(editing, (from) => send(from).then(() => drafts.remove(id)))

  return {
    editing,
    type: useCallback((typed) => dispatch({ type: 'typed', text: typed }), []),
    save,
    takeTheirs: useCallback(() => dispatch({ type: 'takeTheirs' }), []),
    keepMine: useCallback(() => dispatch({ type: 'keepMine' }), []),
  }
}

/** Whoever goes elsewhere within the pause must not lose the last words; what fails stays kept in the browser. */
function useSaveOnLeaving(editing: Editing, send: (from: Editing) => Promise<void>): void {
  const latest = useRef({ editing, send })
  useEffect(() => {
    latest.current = { editing, send }
  })
  useEffect(
    () => () => {
      const { editing: last, send: sendLast } = latest.current
      if (maySave(last)) sendLast(last).catch(() => {})
    },
    [],
  )
}

function savedText({ revision, title, body }: Version): SavedText {
  return { revision, title, body }
}
