/** Which address shows which screen. Screens load when they are first needed, the frame is there from the start. */
import { type ComponentType, lazy } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { Frame } from './frame/Frame.tsx'
import { paths } from './paths.ts'
import { NotFoundScreen } from './screens/errors/NotFoundScreen.tsx'

const Projects = screen(async () => (await import('./screens/projects/Projects.tsx')).Projects)
const Project = screen(async () => (await import('./screens/project/Project.tsx')).Project)
const Content = screen(async () => (await import('./screens/content/Content.tsx')).Content)
const ContentItem = screen(async () => (await import('./screens/content/ContentItem.tsx')).ContentItem)
const Inbox = screen(async () => (await import('./screens/inbox/Inbox.tsx')).Inbox)

/** All screens of a signed-in person, inside the frame. */
export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Frame />}>
        <Route path="/" element={<Navigate to={paths.projects()} replace />} />
        <Route path="/projects" element={<Projects />} />
        <Route path="/projects/:projectId" element={<Project />} />
        <Route path="/content" element={<Content />} />
        <Route path="/content/:contentId" element={<ContentItem />} />
        <Route path="/inbox" element={<Inbox />} />
        <Route path="*" element={<NotFoundScreen />} />
      </Route>
    </Routes>
  )
}

/** A screen in a file of its own. */
function screen(load: () => Promise<ComponentType>) {
  return lazy(async () => ({ default: await load() }))
}
