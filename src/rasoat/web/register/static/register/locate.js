// "Lấy vị trí của máy": fills latitude and longitude from the device. Needs HTTPS; the button stays away without it.
const button = document.querySelector("[data-locate]");
const note = document.querySelector("[data-locate-note]");

if (button && "geolocation" in navigator && window.isSecureContext) {
  button.hidden = false;
  button.addEventListener("click", () => {
    note.textContent = note.dataset.wait;
    navigator.geolocation.getCurrentPosition(fill, () => (note.textContent = note.dataset.failed), {
      enableHighAccuracy: true,
      timeout: 20000,
    });
  });
}

function fill({ coords }) {
  const { latitude, longitude } = button.form.elements;
  latitude.value = coords.latitude.toFixed(6);
  longitude.value = coords.longitude.toFixed(6);
  note.textContent = `±${Math.round(coords.accuracy)} m`;
}
