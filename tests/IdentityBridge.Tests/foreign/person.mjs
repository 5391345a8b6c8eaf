// A person at a browser: cookies, redirects one by one, forms. Stops where the address begins with `until`.
export class Person {
  #cookies = new Map();

  async go(address, until, form) {
    let method = form ? 'POST' : 'GET';
    for (let hop = 0; hop < 20; hop++) {
      const url = new URL(address);
      const answer = await fetch(url, {
        method,
        redirect: 'manual',
        headers: { accept: 'text/html', cookie: this.#cookieHeader(url.host) },
        body: form,
      });
      for (const cookie of answer.headers.getSetCookie()) {
        const [pair] = cookie.split(';');
        const at = pair.indexOf('=');
        this.#jar(url.host).set(pair.slice(0, at), pair.slice(at + 1));
      }
      const location = answer.headers.get('location');
      if (!location) {
        return { address: url.href, status: answer.status, page: await answer.text() };
      }
      address = new URL(location, url).href;
      method = 'GET';
      form = undefined;
      if (until && address.startsWith(until)) {
        return { address };
      }
    }
    throw new Error('too many redirects');
  }

  // Presses a button of the page's form.
  press(at, name, value, until, fields = {}) {
    const form = new URLSearchParams({ [name]: value, ...fields });
    const token = /name="__RequestVerificationToken" type="hidden" value="([^"]+)"/.exec(at.page);
    if (token) {
      form.set('__RequestVerificationToken', token[1]);
    }
    return this.go(at.address, until, form);
  }

  // From the authorization request's address back to the client.
  async logsIn(address, persona, redirect) {
    let at = await this.go(address, redirect);
    if (at.address.startsWith(redirect)) {
      return new URL(at.address);
    }
    at = await this.press(at, 'Persona', persona, redirect);
    if (!at.address.startsWith(redirect)) {
      at = await this.press(at, 'decision', 'approve', redirect);
    }
    return new URL(at.address);
  }

  // The same where the service lets a parent act for a child; for oneself where that is null.
  async logsInFor(address, persona, redirect, child) {
    let at = await this.press(await this.go(address), 'Persona', persona);
    at = await this.press(at, 'act', child ? 'child' : 'self', undefined, child ?? {});
    const choice = /name="choice" value="([^"]+)"/.exec(at.page);
    at = await this.press(at, 'decision', 'approve', redirect, choice ? { choice: choice[1] } : {});
    return new URL(at.address);
  }

  // Ports of one machine share cookies in browsers; each host here keeps its own.
  #jar(host) {
    if (!this.#cookies.has(host)) {
      this.#cookies.set(host, new Map());
    }
    return this.#cookies.get(host);
  }

  #cookieHeader(host) {
    return [...this.#jar(host)].map(([name, value]) => `${name}=${value}`).join('; ');
  }
}
