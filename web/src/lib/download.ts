/** Hand a file to whoever asked for it, under a name. */
export function saveAs(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has its own hold of the content by now; the address only keeps memory.
  setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 10_000);
}
