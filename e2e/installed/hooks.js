// Hooks of @copydesk/react with whichever React is installed, rendered once.
import { createApi, Realtime } from '@copydesk/client'
import { CopydeskProvider, useConnectionStatus } from '@copydesk/react'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'

const api = createApi({ baseUrl: 'http://desk.example' })
const realtime = new Realtime({ url: 'ws://desk.example/connection/websocket' })
const person = { id: '019', name: 'Ann', email: 'ann@desk.example', role: 'editor' }
const Status = () => createElement('p', null, useConnectionStatus().status)
console.log(
  renderToStaticMarkup(createElement(CopydeskProvider, { api, realtime, person }, createElement(Status))),
)
