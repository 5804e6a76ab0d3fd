// Connects as a page of the server would, with a session cookie, and prints the reply: node page-connection.js ORIGIN COOKIE
import { once } from 'node:events'

const [, , origin, cookie] = process.argv
const url = `${origin.replace('http', 'ws')}/connection/websocket`
const socket = new WebSocket(url, { headers: { cookie, origin } })
await once(socket, 'open')
socket.send('{"id":1,"connect":{}}')
const [{ data }] = await once(socket, 'message')
console.log(data)
socket.close()
