/** Uploads files with progress: <div data-upload="/address" data-upload-field="file" data-max="…bytes" data-upload-into="#place"> around an input type=file.
 *  One request for each file. The house answers 2xx with a fragment (put into data-upload-into) or JSON {id, name, html};
 *  4xx with JSON {"errors": ["…"]}, which stands beside the file. */
import { announce, csrf, each, make, word } from "./kit.js";

each("[data-upload]", (zone) => {
  const input = zone.querySelector("input[type=file]");
  let list = zone.querySelector("[data-upload-list]") ?? document.getElementById(zone.dataset.uploadList ?? "");
  if (!list) {
    list = make("ul", { class: "upload-list" });
    zone.after(list);
  }
  const take = (files) => { for (const file of files) send(file); };

  const send = (file) => {
    const bar = make("progress", { max: "100", value: "0", "aria-label": `${word("uploading")}: ${file.name}` });
    const share = make("span", { class: "muted small" }, "0 %");
    const stop = make("button", { type: "button", class: "button button-quiet button-small" }, word("cancel"));
    const row = make("li", { class: "upload-row", "data-state": "sending" }, make("span", { class: "ellipsis" }, file.name), share, stop, bar);
    list.append(row);

    const fail = (texts) => {
      row.dataset.state = "failed";
      bar.remove();
      share.textContent = "";
      stop.textContent = word("remove");
      stop.onclick = () => row.remove();
      row.append(make("p", { class: "field-error", role: "alert" }, texts.join(" ")));
      announce(`${file.name}: ${texts.join(" ")}`);
    };
    const most = Number(zone.dataset.max) || Infinity;
    if (file.size > most) return void fail([word("tooBig", { limit: size(most) })]);
    if (input?.accept && !accepted(file, input.accept)) return void fail([word("wrongKind")]);

    const request = new XMLHttpRequest();
    stop.onclick = () => { request.abort(); row.remove(); };
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const done = Math.round((100 * event.loaded) / event.total);
      bar.value = done;
      share.textContent = `${done} %`;
      if (done === 100) bar.removeAttribute("value");
    });
    request.addEventListener("load", () => {
      const isJson = request.getResponseHeader("Content-Type")?.includes("json");
      let told = {};
      try { told = isJson ? JSON.parse(request.responseText) : { html: request.responseText }; } catch { told = {}; }
      if (request.status < 200 || request.status >= 300) return void fail(told.errors ?? [word("uploadFailed")]);
      row.remove();
      const into = zone.dataset.uploadInto && document.querySelector(zone.dataset.uploadInto);
      if (into && told.html) {
        into.insertAdjacentHTML(zone.dataset.uploadSwap ?? "afterbegin", told.html);
        window.htmx?.process(into);
        document.dispatchEvent(new Event("kit:look"));
      }
      announce(`${word("uploaded")}: ${file.name}`);
      zone.dispatchEvent(new CustomEvent("upload:done", { bubbles: true, detail: told }));
      if (zone.dataset.uploadReload !== undefined && !list.querySelector("[data-state=sending]")) location.reload();
    });
    request.addEventListener("error", () => fail([word("unreachable")]));
    const form = new FormData();
    for (const extra of zone.querySelectorAll("input[type=hidden][name]")) form.append(extra.name, extra.value);
    form.append(zone.dataset.uploadField ?? input?.name ?? "file", file);
    request.open("POST", zone.dataset.upload);
    request.setRequestHeader("X-CSRFToken", csrf());
    request.setRequestHeader("X-Upload", "1");
    request.setRequestHeader("Accept", "application/json, text/html;q=0.9");
    request.send(form);
  };

  input?.addEventListener("change", () => { take(input.files); input.value = ""; });
  zone.addEventListener("dragover", (event) => { if (event.dataTransfer?.types.includes("Files")) { event.preventDefault(); zone.dataset.over = ""; } });
  zone.addEventListener("dragleave", (event) => { if (!zone.contains(event.relatedTarget)) delete zone.dataset.over; });
  zone.addEventListener("drop", (event) => { event.preventDefault(); delete zone.dataset.over; take(event.dataTransfer.files); });
  zone.addEventListener("paste", (event) => { if (event.clipboardData?.files.length) take(event.clipboardData.files); });
});

function accepted(file, accept) {
  return accept.split(",").map((one) => one.trim().toLowerCase()).some((one) =>
    one.startsWith(".") ? file.name.toLowerCase().endsWith(one) : one.endsWith("/*") ? file.type.startsWith(one.slice(0, -1)) : file.type === one);
}

function size(bytes) {
  const format = (value, unit) => value.toLocaleString(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 });
  return bytes >= 1e6 ? format(bytes / 1e6, "megabyte") : format(bytes / 1e3, "kilobyte");
}
