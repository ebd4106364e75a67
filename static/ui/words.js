// What the modules say. A page speaks the language of <html lang>.
// tests/portal/ui/test_scripts.py holds both languages to the same keys and gaps.

const WORDS = {
  vi: {
    suggestions: "Gợi ý thủ tục",
    saving: "Đang lưu…",
    saved: "Đã lưu bản nháp lúc {time}",
    sessionOver: "Phiên làm việc đã hết, chữ bạn nhập vẫn còn đây.",
    signInTab: "Đăng nhập ở thẻ mới",
    savedElsewhere: "Tờ khai vừa được sửa trên thiết bị khác. Chọn bản muốn giữ.",
    seeOther: "Xem bản kia",
    again: "Thử lại",
    notSaved: "Chưa lưu được, đang thử lại.",
    offline: "Mất kết nối. Nội dung vừa nhập vẫn còn trên trang, sẽ lưu khi có mạng.",
    waiting: "Đang chờ",
    uploading: "Đang tải {percent} %",
    uploadingFile: "Đang tải {name}",
    checking: "Đang kiểm tra an toàn",
    cancel: "Huỷ tải",
    notUploaded: "Chưa tải được tệp “{name}”. Thông tin khác đã được lưu.",
    secondsLeft: "Còn {n} giây.",
    chosen: "Đã chọn {n} hồ sơ",
    noneChosen: "Chưa chọn hồ sơ nào",
    copied: "Đã chép",
    choose: "Chọn",
  },
  en: {
    suggestions: "Suggested procedures",
    saving: "Saving…",
    saved: "Draft saved at {time}",
    sessionOver: "Your session has ended; what you typed is still here.",
    signInTab: "Sign in in a new tab",
    savedElsewhere: "The form has just been changed on another device. Choose the one to keep.",
    seeOther: "See the other one",
    again: "Try again",
    notSaved: "Not saved yet, trying again.",
    offline: "No connection. What you typed is still on the page and is saved when it is back.",
    waiting: "Waiting",
    uploading: "Uploading {percent} %",
    uploadingFile: "Uploading {name}",
    checking: "Checking that it is safe",
    cancel: "Cancel",
    notUploaded: "The file “{name}” could not be uploaded. Everything else is saved.",
    secondsLeft: "{n} seconds left.",
    chosen: "{n} applications selected",
    noneChosen: "No application selected",
    copied: "Copied",
    choose: "Choose",
  },
};

export function say(key, facts = {}) {
  const text = (WORDS[document.documentElement.lang] ?? WORDS.vi)[key];
  return text.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
}
