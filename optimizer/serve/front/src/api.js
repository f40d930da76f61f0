// Requests to the board, and nowhere else; problems are shown in words.

import { el } from "./dom.js";
import { state } from "./state.js";
import { say } from "./words.js";

const csrf = () => document.querySelector("meta[name=csrf]").content;

export async function get(path) {
  return answer(await attempt(fetch(path, { headers: { accept: "application/json" } })));
}

export async function post(path, body = {}) {
  const headers = { "content-type": "application/json", "x-csrf": csrf() };
  return answer(await attempt(fetch(path, { method: "POST", headers, body: JSON.stringify(body) })));
}

// Fetches a file and has the browser keep it; a problem is told as of any request.
export async function download(path, name) {
  const response = await attempt(fetch(path));
  if (!response.ok) return answer(response);
  const link = el("a", { href: URL.createObjectURL(await response.blob()), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  return null;
}

async function attempt(promise) {
  try {
    return await promise;
  } catch (error) {
    notice(state.scene ? say(state.scene.words.offline) : String(error));
    throw error;
  }
}

async function answer(response) {
  if (response.ok) return response.json();
  const told = await response.json().catch(() => ({ problems: [] }));
  for (const one of told.problems || []) notice(`${one.code} ${words(one.message)} ${words(one.remedy)}`);
  if (!(told.problems || []).length) notice(`HTTP ${response.status}`);
  throw new Error(`${response.status}`);
}

const words = (text) => (state.language === "zh" ? text.zh : text.en);

export function notice(text) {
  let place = document.getElementById("notices");
  if (!place) document.body.append((place = el("div", { id: "notices", role: "alert" })));
  const one = el("div", { class: "notice" }, text, el("button", { type: "button", onclick: () => one.remove() }, "×"));
  place.append(one);
  setTimeout(() => one.remove(), 12000);
}

// Follows a job until it ends; hear is called with each state of it.
export function follow(job, hear) {
  return new Promise((resolve, reject) => {
    const source = new EventSource(`/api/jobs/${job}/events`);
    source.onmessage = (event) => {
      const told = JSON.parse(event.data);
      hear(told);
      if (!["waiting", "working"].includes(told.state)) {
        source.close();
        resolve(told);
      }
    };
    source.onerror = () => {
      source.close();
      get(`/api/jobs/${job}`).then((told) => (hear(told), resolve(told)), reject);
    };
  });
}
