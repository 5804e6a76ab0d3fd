import { buildProject, buildProjectSummary, eventBase, idOf } from '@copydesk/testkit/entities'
import { describe, expect, it } from 'vitest'
import type { ProjectsState } from './entity.ts'
import { applyProjects } from './list-reducer.ts'

const first = buildProjectSummary({ id: idOf(1), name: 'First', revision: 3, commentCount: 7 })
const second = buildProjectSummary({ id: idOf(2), name: 'Second' })
const state: ProjectsState = { data: [first, second], nextCursor: null }

describe('applyProjects', () => {
  it('adds a created project at its place and leaves the other rows as they are', () => {
    const project = buildProjectSummary({ id: idOf(3) })
    const next = applyProjects(state, { ...eventBase('project.created'), project })
    expect(next.data.map((row) => row.id)).toEqual([idOf(1), idOf(2), idOf(3)])
    expect(next.data[0]).toBe(first)
    expect(applyProjects(next, { ...eventBase('project.created'), project })).toBe(next)
  })

  it('changes the properties of a project and keeps its counts', () => {
    const project = buildProject({ id: idOf(1), name: 'Renamed', revision: 4 })
    const next = applyProjects(state, { ...eventBase('project.changed'), project })
    expect(next.data[0]).toEqual({ ...first, name: 'Renamed', revision: 4 })
    expect(next.data[1]).toBe(second)
  })

  it('ignores an older revision and an unknown project', () => {
    const older = buildProject({ id: idOf(1), name: 'Older', revision: 2 })
    const unknown = buildProject({ id: idOf(9), revision: 9 })
    expect(applyProjects(state, { ...eventBase('project.changed'), project: older })).toBe(state)
    expect(applyProjects(state, { ...eventBase('project.changed'), project: unknown })).toBe(state)
  })

  it('removes a deleted project', () => {
    const event = { ...eventBase('project.deleted'), projectId: idOf(1) }
    const next = applyProjects(state, event)
    expect(next.data).toEqual([second])
    expect(applyProjects(next, event)).toBe(next)
  })

  it('takes over counts as they are, and changes nothing when they say the same', () => {
    const counts = { ...first.counts, ready: 4 }
    const event = { ...eventBase('projects.counted'), projects: [{ id: idOf(1), counts, commentCount: 9 }] }
    const next = applyProjects(state, event)
    expect(next.data[0]).toEqual({ ...first, counts, commentCount: 9 })
    expect(next.data[1]).toBe(second)
    expect(applyProjects(next, structuredClone(event))).toBe(next)
  })
})
